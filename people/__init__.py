"""People and organisations, and the names they are known by."""
