"""What the Makefile and the developer run; the portal itself imports nothing from here."""
