"""One function per operation of the vendor: it takes a call, and answers or refuses."""
