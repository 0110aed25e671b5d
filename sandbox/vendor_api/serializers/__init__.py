"""Meetings and people become JSON of the vendor's answers here."""
