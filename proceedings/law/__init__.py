"""The law of the product, in pure Python: every closed list, and the rules that derive a status."""
