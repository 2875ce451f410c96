"""Sitemaps, robots.txt, and the page that answers 404."""
