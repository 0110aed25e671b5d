"""What entry points may call; one module per journey."""
