"""What the vendor takes at most and at least of a meeting (docs/vendor/meetings.md 4.1)."""

SHORTEST, LONGEST = 15, 1440  # minutes
LONGEST_SUBJECT = 128  # characters
