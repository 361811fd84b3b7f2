"""How a check-in ends: what may be published is, and all else goes."""
