"""Schema of the pattern sections that layout read."""
