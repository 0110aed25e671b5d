"""The API: the rooms that a person may book."""
