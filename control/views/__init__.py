"""Functions only: parse, one call, render."""
