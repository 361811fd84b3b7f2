"""The prompt library: what a prompt is, how packs are read, checked and counted.

Stands alone: it needs nothing else of the bot, and nothing here knows a course.
"""
