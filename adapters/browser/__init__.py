"""A made-up course on a page in the browser: anybody can try the bot without a token."""
