"""The vendor's objects, each a frozen dataclass that is read from an answer or written into a request."""
