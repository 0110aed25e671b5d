"""One running meeting in one's hands: the control token, and each operation that it allows."""
