"""Schema of the pattern sections that reconciliation read."""
