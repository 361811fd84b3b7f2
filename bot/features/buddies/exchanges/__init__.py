"""After the match: nine questions, what is said when, and how it ends."""
