"""The core of Homeroom: it knows courses and people, and no platform."""
