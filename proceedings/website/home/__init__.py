"""The first page, and the page on method."""
