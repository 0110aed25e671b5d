"""The pages of meetings; one module per journey."""
