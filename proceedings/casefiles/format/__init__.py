"""Version 1 of the case file: its blocks and their values."""
