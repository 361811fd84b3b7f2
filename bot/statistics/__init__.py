"""What may be concluded from answers, and what of it may be shown. Pure functions; nothing here knows a course."""
