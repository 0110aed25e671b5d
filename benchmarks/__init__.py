"""What the project promises about speed, measured. ``make bench`` prints one line per figure."""
