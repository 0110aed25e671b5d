"""What can be done with people, identities and tokens; one module per journey."""
