"""Schema of the pattern sections that countries read."""
