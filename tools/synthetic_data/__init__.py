"""Made-up cases, as many as wanted: plausible in what happens, and visibly about nobody."""

from tools.synthetic_data.generator import case_files, is_sealed

__all__ = ["case_files", "is_sealed"]
