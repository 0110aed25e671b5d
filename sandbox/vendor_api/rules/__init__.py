"""What the vendor accepts is decided here, without HTTP."""
