"""The API: numbers of what was held."""
