"""What somebody may have looked for at an address where nothing is: records near the words in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from kit.filtering import WordsField
from proceedings.models import StatusSpan
from proceedings.models.status_span_queries import today
from proceedings.record import record_urls
from proceedings.record.redaction import Redactor
from proceedings.record.search.find import search
from proceedings.record.visibility import public_spans
from proceedings.website.view_models import Link

MOST = 5
READ = 50
_NUMBER = re.compile(r"^[0-9]+(?:-|$)")
_ENDING = re.compile(r"\.[a-z]{2,5}$")


def near(path: str) -> tuple[Link, ...]:
    """Return public records found, exactly or closely, under the words of an address. Six queries at most."""
    text = words_in(path)
    if not text or path.startswith((reverse("admin:index"), reverse("api"), settings.STATIC_URL)):
        return ()
    redactor = Redactor.now()
    spans = search(text, public_spans(StatusSpan.objects.live()), closed=redactor).spans.on(today())
    rows = spans.select_related("party", "case", "incident").order_by("defendant_id")[:READ]
    links = list(dict.fromkeys(link for span in rows for link in _links(path, span, redactor)))
    return tuple(links[:MOST])


def words_in(path: str) -> str:
    """Return the words of the last part of an address: without the number it begins with, and its ending."""
    last = path.rstrip("/").rpartition("/")[2][: WordsField.LONGEST]
    bare = _ENDING.sub("", _NUMBER.sub("", last))
    words = re.split(r"[\s_+-]+", bare)
    return " ".join(word for word in words[: WordsField.MOST_WORDS] if word)


def _links(path: str, span: StatusSpan, redactor: Redactor) -> Iterator[Link]:
    """Return what a defendant leads to: the matter, the case, or the defendant, as the address began."""
    if path.startswith(record_urls.incident("KEY").removesuffix("KEY/")) and span.incident is not None:
        yield Link(text=redactor.text(span.incident.title), href=record_urls.incident(span.incident.key))
        return
    caption = redactor.text(span.case.caption, case_id=span.case_id)
    if path.startswith(reverse("cases")):
        yield Link(text=caption, href=record_urls.case(span.case_id, caption))
        return
    name = redactor.name_of(span.party)
    yield Link(text=name, href=record_urls.defendant(span.defendant_id, name), note=caption)
