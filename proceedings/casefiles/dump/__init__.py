"""The database as case files."""
