"""What the vendor takes at most and at least of a meeting (docs/vendor/meetings.md 4.1), and our own limits."""

from datetime import timedelta

SHORTEST, LONGEST = 15, 1440  # minutes
LONGEST_SUBJECT = 128  # UTF-16 units, as the vendor counts
LONGEST_NAME = 96  # UTF-16 units of an invitee, as the vendor takes them (docs/vendor/meetings.md 4.2)
LONGEST_NUMBER = 127  # characters of what a meeting calls (docs/vendor/meetings.md 4.2)
LONGEST_EXTERNAL_ID = 64  # characters of what a business system calls a meeting; ours
LONGEST_TAG, MOST_TAGS = 40, 10  # characters, and tags of one meeting; ours
LONGEST_TEMPLATE_NAME, MOST_TEMPLATES = 60, 100  # characters, and templates of one person; ours
LONGEST_NOTE = 500  # characters of a word to the invitees; ours

# How far ahead a single meeting of a series is booked. The vendor's own horizon is not published; its series span a
# year, so that we count on no more.
REACH = timedelta(days=364)

# A write that waits for the vendor is given up so long before the start of what it is about (docs/architecture.md).
GIVES_UP_BEFORE = timedelta(minutes=10)
# Guests may come in so long before an occurrence: then it takes over from one that runs on, and lists show the button
# that joins. Organiser and co-hosts may at any time.
OPENS_BEFORE = timedelta(minutes=10)
# Longer than any meeting with what it may be prolonged by: what began before a span of time and runs into it is found
# along an index by start.
LONGEST_RUN = timedelta(hours=48)
