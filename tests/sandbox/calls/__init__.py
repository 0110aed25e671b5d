"""What tests of the sandbox send, named after what they call."""
