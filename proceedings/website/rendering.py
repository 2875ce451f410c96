"""What every public page shares: how a view answers, refuses and renders."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kit.answer_cache import mark_cacheable
from kit.linked_data import block
from proceedings.research.query.parsing import ClosedRecordError, RefusedError
from proceedings.website import json_ld
from proceedings.website.records.not_yet import NotYetPublishedError
from proceedings.website.view_models import Head

View = Callable[..., HttpResponseBase]


class Page(Protocol):
    """What every page has: a head that says what it is."""

    @property
    def head(self) -> Head:
        """Return the head."""


def public_page(view: View) -> View:
    """Make a view a public page: safe methods only, refusals and closed records answered in words.

    No copy may be shown again without asking here: a record that is sealed is gone from everywhere at once.
    """
    return live_page(_cacheable(view))


def live_page(view: View) -> View:
    """Make a view a public page that depends on more than the record: on files, or on reports."""
    return require_safe(cache_control(no_cache=True)(in_words(view)))


def _cacheable(view: View) -> View:
    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return mark_cacheable(view(request, *args, **kwargs))

    return marked


def in_words(view: View) -> View:
    """Make a view answer refusals and closed records in words."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except RefusedError as refused:
            shown = {"refusals": refused.asked.refusals, "way_back": request.path + refused.asked.way_back}
            return render(request, "400.html", shown, status=400)
        except NotYetPublishedError as early:
            if not request.path.endswith("/"):
                raise
            return show(request, "website/records/not_yet.html", early.page)
        except ClosedRecordError:
            return mark_cacheable(render(request, "410.html", status=410))

    return answered


def show(request: HttpRequest, template: str, page: Page) -> HttpResponse:
    """Render a page; one that search engines must not keep says so in its head and its headers.

    That is every page which is asked anything: of a page and its filters, only the page itself is kept.
    """
    is_kept = not (page.head.noindex or request.GET)
    told = json_ld.nodes(page, request.build_absolute_uri) if is_kept else []
    response = render(request, template, {"page": page, "linked_data": block(*told)})
    if not is_kept:
        response["X-Robots-Tag"] = "noindex"
    return response


def at(request: HttpRequest, address: str) -> HttpResponse | None:
    """Return a lasting redirect when the page stands at another address than the one asked for."""
    if request.path == address:
        return None
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{address}?{query}" if query else address, permanent=True)
