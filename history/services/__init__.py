"""What is done with ended sessions."""
