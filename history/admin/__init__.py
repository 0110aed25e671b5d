"""The administration's pages of the history."""

from history.admin import personal_data, reading, retention

__all__ = ["personal_data", "reading", "retention"]
