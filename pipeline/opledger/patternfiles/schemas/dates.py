"""Schema of the pattern sections that dates read."""
