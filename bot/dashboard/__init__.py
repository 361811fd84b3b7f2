"""The bot's own pages: a course's insights in words, charts and tables, behind a signed link and then a session."""
