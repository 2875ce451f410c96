"""What a page tells programs in the words of schema.org: the site, the way to a page, the data, hearings.

Nobody is described as a person or an organisation here: who is accused of what belongs beside the status and
its day, never in a record of a person by itself (docs/decisions.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kit.linked_data import Node
from proceedings.website.view_models import HearingLink, Link

Absolute = Callable[[str], str]


def nodes(page: Any, absolute: Absolute) -> list[Node]:  # noqa: ANN401  # whatever page: asked for what it has
    """Return what can be told of a page that search engines may keep."""
    told: list[Node] = []
    if page.head.canonical == "/":
        told.append(_site(absolute))
    if page.head.canonical == reverse("data"):
        told.append(_dataset(page, absolute))
    if getattr(page, "crumbs", ()):
        told.append(_way(page, absolute))
    told += _hearings(page, absolute)
    return told


def _site(absolute: Absolute) -> Node:
    """Name the site and the way to search it."""
    return {
        "@type": "WebSite",
        "name": settings.SITE_NAME,
        "url": absolute("/"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": absolute(reverse("search")) + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def _dataset(page: Any, absolute: Absolute) -> Node:  # noqa: ANN401  # as above
    """Name the public data and the files they come in."""
    written = (("data-zip", "application/zip"), ("data-sqlite", "application/vnd.sqlite3"))
    files = written if page.is_live else ()  # too large: only releases are offered
    told = {
        "@type": "Dataset",
        "name": page.head.title,
        "description": page.head.description,
        "url": absolute(page.head.canonical),
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": settings.SITE_NAME, "url": absolute("/")},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": absolute(reverse(name))}
            for name, kind in files
        ],
    }
    is_named = settings.DATA_LICENCE.startswith("https://")
    return told | ({"license": settings.DATA_LICENCE} if is_named else {})


def _way(page: Any, absolute: Absolute) -> Node:  # noqa: ANN401  # as above
    """Say where in the house the page stands: the way from the first page to it."""
    steps = [Link(text=_("First page"), href="/"), *(crumb for crumb in page.crumbs if crumb.href)]
    steps.append(Link(text=page.heading, href=page.head.canonical))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": step.text, "item": absolute(step.href)}
            for place, step in enumerate(steps, start=1)
        ],
    }


def _hearings(page: Any, absolute: Absolute) -> Iterator[Node]:  # noqa: ANN401  # as above
    """Name the hearings to come that a page tells, with day and court."""
    for hearing in getattr(page, "to_come", ()):
        if isinstance(hearing, HearingLink):
            yield {
                "@type": "Event",
                "name": hearing.text,
                "startDate": hearing.day,
                "eventStatus": "https://schema.org/EventScheduled",
                "location": {"@type": "Place", "name": hearing.place},
                "url": absolute(page.head.canonical) + hearing.href,
            }
