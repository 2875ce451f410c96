"""A citation as a sentence for a footnote."""

from __future__ import annotations

from functools import lru_cache

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.date_text import day_text
from kit.plain_text import one_line
from proceedings.research.citations.citation import Citation


def text(*citations: Citation) -> str:
    """Write each citation on one line that ends with a line feed."""
    return "".join(f"{_sentence(citation)}\n" for citation in citations)


@lru_cache(maxsize=100)  # each form of a citation says it
def note(citation: Citation) -> str:
    """Say what the other fields of a citation cannot: court, status, the two dates, and the hash."""
    parts = [citation.court, f"“{citation.statement}”" if citation.statement else "", citation.clocks]
    if citation.rows is not None:
        counted = ngettext("%(rows)s row", "%(rows)s rows", citation.rows)
        parts.append(counted % {"rows": number_format(citation.rows, force_grouping=True)})
    parts.append(_("content hash %(hash)s") % {"hash": citation.fingerprint})
    return one_line("; ".join(part for part in parts if part))


def _sentence(citation: Citation) -> str:
    accessed = _("accessed %(day)s") % {"day": day_text(citation.accessed)}
    return one_line(f"{citation.title}: {note(citation)}. {citation.site}, {citation.address} ({accessed}).")
