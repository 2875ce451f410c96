"""Finding defendants, cases and parties by their words."""
