"""Courts, cases and what happened in them, and the status that follows."""
