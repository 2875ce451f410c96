"""Middleware: what every answer of the site passes through."""
