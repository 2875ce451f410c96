"""Sealing and unsealing records."""
