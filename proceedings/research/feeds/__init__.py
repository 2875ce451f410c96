"""Atom feeds and calendars of the rows of a list."""
