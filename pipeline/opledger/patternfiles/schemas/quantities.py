"""Schema of the pattern sections that quantities read."""
