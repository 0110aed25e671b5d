"""Meetings and people as JSON of the vendor's answers."""
