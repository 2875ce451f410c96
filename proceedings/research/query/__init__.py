"""One query language for pages, files, feeds and the API."""
