"""How questions are asked: polls that staff write, check-ins that are ready, and a look at them beforehand."""
