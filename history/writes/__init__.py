"""Rows of the history, written in bulk and each once."""
