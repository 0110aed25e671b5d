"""Tests of the sandbox share the calls in here, named after what they call."""
