"""The process listens here, and HTTP ends here: addresses, the vendor's endpoint, faults of the connection."""
