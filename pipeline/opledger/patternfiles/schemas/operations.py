"""Schema of the pattern sections that operations read."""
