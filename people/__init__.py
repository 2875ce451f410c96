"""People and organizations, and the names they are known by."""
