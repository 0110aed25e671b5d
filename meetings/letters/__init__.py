"""The mails about a meeting, in finished words: what is said, in whose language and on whose clock."""
