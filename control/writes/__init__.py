"""The engine: an action is stored, sent once, and looked up where nobody knows what came of it."""
