"""YAML, JSON and JSON lines as documents whose every value knows its place."""
