"""The pages of what is over; one module per journey."""
