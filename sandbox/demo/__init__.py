"""The demo organisation that stands in the sandbox at the beginning, with its history."""
