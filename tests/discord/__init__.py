"""The Discord adapter, against a Discord on a socket of this machine."""
