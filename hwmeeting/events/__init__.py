"""What a running meeting pushes to whoever listens (docs/vendor/webhooks.md 23.1).

``EventStream`` keeps the connection and gives typed events; ``Roster`` adds them up to who is in, and how.
"""
