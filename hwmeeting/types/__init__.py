"""What the vendor tells of and is told: one frozen dataclass for each of its objects."""
