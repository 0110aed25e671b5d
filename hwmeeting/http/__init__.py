"""One call to the vendor: its connection, its answer, its repetition."""
