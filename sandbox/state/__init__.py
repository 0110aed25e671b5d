"""What the sandbox knows: rows, and what can be done with them."""
