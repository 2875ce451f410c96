"""One line in the log for each event that matters to whoever watches over the site.

`sealed by=7 record='Case 12'` - values are quoted where they need it, so that no name can begin a line.
"""

from __future__ import annotations

import logging

log = logging.getLogger("casetracker.security")


def log_event(event: str, **values: object) -> None:
    """Write one line: the event, then each value that is known."""
    said = (f"{name}={_quoted(value)}" for name, value in values.items() if value not in (None, ""))
    log.info(" ".join([event, *said]))


def _quoted(value: object) -> str:
    text = str(value)
    return text if text.replace("_", "").replace(".", "").isalnum() and text.isascii() else ascii(text)
