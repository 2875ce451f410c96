"""CSL-JSON, as Zotero and every citation processor reads it: an array of items."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from kit.plain_text import one_line
from proceedings.research.citations.citation import Citation, CitedKind
from proceedings.research.citations.footnote import note

_TYPES = {CitedKind.RECORD: "webpage", CitedKind.LIST: "dataset"}
# Processors read <i>, <b>, <sup>, <sub>, <sc> and <span> in any text as type style, and know no escape. A
# word joiner, which has no width, keeps a text that happens to hold one of them as it is.
_TAG = re.compile(r"<(?=/?[a-zA-Z])")
_WORD_JOINER = "\u2060"


def csl_json(*citations: Citation) -> str:
    """Write the citations as one JSON array."""
    return json.dumps([item(citation) for citation in citations], ensure_ascii=False, indent=2) + "\n"


def item(citation: Citation) -> dict[str, Any]:
    """Return one citation as an item of CSL."""
    return {
        "id": citation.key,
        "type": _TYPES[citation.kind],
        "title": _text(citation.title),
        # A literal name is printed as it is: no comma in it divides family from given name.
        "author": [{"literal": _text(citation.site)}],
        "publisher": _text(citation.site),
        "issued": _date(citation.known_utc.date()),
        "accessed": _date(citation.accessed),
        "URL": one_line(citation.address),
        "version": citation.fingerprint,
        "note": _text(note(citation)),
    }


def _text(value: str) -> str:
    return _TAG.sub(f"<{_WORD_JOINER}", one_line(value))


def _date(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
