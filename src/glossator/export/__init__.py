"""From an `Edition` to files for others: one format, one module."""
