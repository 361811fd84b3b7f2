"""How questions are answered: one tap each, counted at once, by nobody's name unless it says so."""
