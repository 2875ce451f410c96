"""The record: every write, reading as of an instant, what is public, and the statuses that follow."""
