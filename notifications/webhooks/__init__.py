"""Events for other systems, signed as Standard Webhooks: rows first, then sent by threads of a worker."""
