"""What the vendor accepts, and what it shows to whom. Knows no HTTP."""
