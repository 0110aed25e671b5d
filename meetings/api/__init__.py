"""The API: meetings, their occurrences, and the operations by which they reach the vendor."""
