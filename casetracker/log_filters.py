"""Filters of log records."""

from __future__ import annotations

import logging


class NoTraceback(logging.Filter):
    """Leave the traceback out of a record: its message says all there is."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record through, without its traceback."""
        record.exc_info = record.exc_text = None
        return True
