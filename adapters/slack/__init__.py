"""Homeroom in a Slack workspace."""
