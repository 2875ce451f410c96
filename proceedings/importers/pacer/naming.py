"""Names: what sort of party a name is of, how it is sorted, and the ids made from it."""

from __future__ import annotations

import re
import unicodedata

LONGEST_SLUG = 50
# Words that only the names of organisations, and of governments, have.
ORGANISATION = re.compile(
    r"\b(?:inc|incorporated|llc|l\.l\.c|llp|l\.l\.p|corp|corporation|company|co|ltd|limited|l\.p|lp|n\.a|bank|trust"
    r"|association|foundation|partners|partnership|holdings|group|industries|enterprises|university|hospital"
    r"|insurance|s\.a|gmbh|plc|union|church)\b\.?",
    re.IGNORECASE,
)
GOVERNMENT = re.compile(
    r"^(?:usa|u\.s\.a\.|united states(?: of america)?(?:,.*)?|government|people of .*"
    r"|.*\b(?:state|commonwealth|city|county|town|village|territory) of\b.*"
    r"|.*\b(?:department|bureau|agency|commissioner|commission|administration) of\b.*"
    r"|.*\b(?:county|school district|police department)$)$",
    re.IGNORECASE,
)
UNITED_STATES = re.compile(r"(?:usa|u\.s\.a\.?|united states(?: of america)?)", re.IGNORECASE)
_SUFFIX = re.compile(r",?\s+(?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)


def slug(name: str) -> str:
    """Return a name as part of an id; the same for a name with and without points, commas and capitals.

    >>> slug("PAT J. PLACEHOLDER, JR."), slug("Pat J Placeholder Jr")
    ('pat-j-placeholder-jr', 'pat-j-placeholder-jr')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return made[:LONGEST_SLUG].strip("-") or "unnamed"


def kind_of(name: str) -> str:
    """Return what a party of this name is; a person unless a word of the name says otherwise."""
    if GOVERNMENT.match(name):
        return "government"
    return "organisation" if ORGANISATION.search(name) else "person"


def sort_name(name: str) -> str:
    """Return a person's name as in an index.

    >>> sort_name("Testa Q. Mockingbird, Jr.")
    'Mockingbird, Testa Q., Jr.'
    """
    suffix = _SUFFIX.search(name)
    bare = name[: suffix.start()] if suffix else name
    first, space, last = bare.rpartition(" ")
    if not space or "," in bare:
        return name
    return f"{last}, {first}" + (f", {suffix[0].strip(' ,')}" if suffix else "")
