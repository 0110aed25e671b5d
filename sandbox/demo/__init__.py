"""The demo organisation stands in the sandbox at the beginning, with its history."""
