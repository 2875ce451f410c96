"""RIS: two letters, two spaces, a hyphen and a space, then the value; each line ends with CR and LF.

The format has no escapes. A value stands on one line. In names a comma divides family from given name and an
asterisk is not allowed, so the site's name, which is no person's, loses both; titles and notes keep them.
"""

from __future__ import annotations

import re

from kit.plain_text import one_line
from proceedings.research.citations.citation import Citation, CitedKind
from proceedings.research.citations.footnote import note

_TYPES = {CitedKind.RECORD: "ELEC", CitedKind.LIST: "DATA"}
_NOT_IN_NAMES = re.compile(r"\s*[,*]\s*")
_DAY = "%Y/%m/%d/"


def ris(*citations: Citation) -> str:
    """Write the citations one after the other."""
    return "".join(_reference(citation) for citation in citations)


def _reference(citation: Citation) -> str:
    known = citation.known_utc
    fields = [
        ("TY", _TYPES[citation.kind]),
        ("ID", citation.fingerprint.upper()),
        ("TI", citation.title),
        ("AU", _NOT_IN_NAMES.sub(" ", citation.site)),
        ("PB", citation.site),
        ("PY", f"{known.year:04}"),
        ("DA", known.strftime(_DAY)),
        ("Y2", citation.accessed.strftime(_DAY)),
        ("ET", citation.fingerprint),
        ("UR", citation.address),
        ("N1", note(citation)),
    ]
    lines = [f"{tag}  - {one_line(value)}\r\n" for tag, value in fields]
    return "".join([*lines, "ER  - \r\n"])
