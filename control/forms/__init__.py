"""What people click and type on the page of a running meeting, in the shape that services take."""
