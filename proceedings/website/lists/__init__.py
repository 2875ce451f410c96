"""The pages of lists, and the files of the same rows."""
