"""Homeroom's doors: Discord, Slack and a page in the browser."""
