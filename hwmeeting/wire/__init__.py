"""Single values as the vendor writes them: times, flags, numbers, secrets in headers."""
