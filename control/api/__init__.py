"""The API: what is done to a meeting while it runs."""
