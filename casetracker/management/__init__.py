"""Commands of the editors and of whoever keeps the site running."""
