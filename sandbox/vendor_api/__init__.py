"""The vendor's API works here without HTTP: each call is an operation that answers or refuses."""
