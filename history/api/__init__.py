"""The API: what was really held of a meeting."""
