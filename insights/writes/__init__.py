"""The engine of the sums: what a day's rows come to, written where it differs."""
