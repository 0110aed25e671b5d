"""What can be done with meetings; one module per journey."""
