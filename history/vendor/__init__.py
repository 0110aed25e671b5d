"""As whom the vendor's history is read, and lists of it read whole."""
