"""What the bot does, one folder each."""
