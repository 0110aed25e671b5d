"""What may be asked of the sums: keep them, make them anew."""
