"""Homeroom on Discord."""
