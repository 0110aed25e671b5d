"""The vendor's operations: a call in, an answer or a refusal out."""
