"""The public log of corrections: a page, and a feed of its newest entries."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from proceedings.research.feeds import atom
from proceedings.research.query.parsing import no_params, validated
from proceedings.website.corrections import log
from proceedings.website.corrections.page import CorrectionQuery, corrections_lines, corrections_page
from proceedings.website.rendering import public_page, show


@public_page
def corrections_view(request: HttpRequest) -> HttpResponse:
    """Show a page of the log."""
    query = validated(CorrectionQuery(request.GET))
    return show(request, "website/corrections/corrections.html", corrections_page(query))


@public_page
def corrections_feed(request: HttpRequest) -> HttpResponse:
    """Return the newest entries of the log as an Atom feed."""
    clocks = no_params(request.GET)
    address = request.build_absolute_uri(reverse("corrections"))
    entries = log.page(size=settings.PAGE_SIZE).entries
    head = atom.FeedHead(
        title=_("Corrections"),
        subtitle=_("What was wrong here, what is right, why, and when."),
        site=settings.SITE_NAME,
        host=settings.SITE_HOST,
        minted=settings.SITE_SINCE,
        key="corrections",
        address=address,
        feed=request.build_absolute_uri(),
        language=settings.LANGUAGE_CODE,
        known=clocks.known,
    )
    lines = corrections_lines(entries)
    told = [
        atom.Entry(
            kind=atom.EntryKind.CORRECTION,
            key=f"{'correction' if entry.place.kind == log.NOTE else 'withdrawal'}/{entry.place.pk}",
            title=line.title,
            summary=" ".join(part for part in (line.was, line.now, line.why) if part),
            address=f"{address}#{line.anchor}",
            recorded=entry.place.made_at,
        )
        for entry, line in zip(entries, lines, strict=True)
    ]
    return HttpResponse(atom.atom(head, told), content_type=atom.CONTENT_TYPE)
