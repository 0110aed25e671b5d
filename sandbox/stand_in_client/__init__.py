"""The stand-in for the vendor's client opens links as the documents say that the client does."""
