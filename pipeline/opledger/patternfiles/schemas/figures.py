"""Schema of the pattern sections that figures read."""
