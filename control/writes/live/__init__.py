"""Watching meetings while they run: who has which, what is heard of it, and how that is stored."""
