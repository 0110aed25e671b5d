"""Reading rooms and terminals at the meeting service."""
