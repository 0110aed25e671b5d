"""What the meeting service tells of by itself: verified, stored, then looked up."""
