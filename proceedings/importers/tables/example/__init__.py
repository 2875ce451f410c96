"""A small made-up data set in plain tables: the example of docs/importing.md and of the files to fill in."""
