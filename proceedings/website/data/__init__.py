"""The pages and downloads of the public data set."""
