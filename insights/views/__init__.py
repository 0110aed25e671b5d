"""The page of numbers, and its tables as files."""
