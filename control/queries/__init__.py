"""Who is, was and should be in a meeting that runs; reads only."""
