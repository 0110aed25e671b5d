"""The vendor's API without HTTP: each call is an operation that answers or refuses."""
