"""Case files into the database."""
