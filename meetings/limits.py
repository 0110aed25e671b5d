"""What the vendor takes at most and at least of a meeting (docs/vendor/meetings.md 4.1), and our own limits."""

from datetime import timedelta

SHORTEST, LONGEST = 15, 1440  # minutes
LONGEST_SUBJECT = 128  # UTF-16 units, as the vendor counts
LONGEST_NAME = 96  # UTF-16 units of an invitee
LONGEST_NOTE = 500  # characters of a word to the invitees; ours

# A write that waits for the vendor is given up so long before the start of what it is about (docs/architecture.md).
GIVES_UP_BEFORE = timedelta(minutes=10)
