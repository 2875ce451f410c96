"""Made-up cases, as many as wanted: plausible in what happens, and visibly about nobody."""

from proceedings.generate.stream import case_files, is_sealed

__all__ = ["case_files", "is_sealed"]
