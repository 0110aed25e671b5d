"""HTTP: the process that listens, the addresses that it serves, and faults of the connection."""
