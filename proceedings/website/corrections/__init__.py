"""The public log of corrections."""
