"""Schema of the pattern sections that agencies read."""
