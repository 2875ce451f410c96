"""Answers where there is none: too much at once, too long, or no database. Plain pages that need no query."""

from __future__ import annotations

import json
import sqlite3
import sys

from django.db import Error, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import defaults

from kit.request_deadline import ReaderGoneError, RequestOverError, TooSlowError, check

RETRY_SECONDS = 10
CLIENT_CLOSED_REQUEST = 499
DATABASE_AWAY = "casetracker.database_away"  # in a request's META: another database may still answer it


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request whose view raised: 503 where it was the database or the time, and otherwise 500."""
    error = sys.exc_info()[1]
    if isinstance(error, Error):
        try:
            check()  # SQLite only says that it was interrupted
        except RequestOverError as over:
            error = over
    if isinstance(error, ReaderGoneError):
        gone = HttpResponse(status=CLIENT_CLOSED_REQUEST)
        gone.__dict__["_has_been_logged"] = True  # Django's own mark: nothing to write down
        return gone
    if isinstance(error, TooSlowError) or _is_timeout(error):
        title = _("This takes too long")
        words = _("The answer was given up. Ask for less: a shorter list, fewer filters, one day.")
        return unavailable(request, title, words)
    if is_database_away(error):
        request.META[DATABASE_AWAY] = True
        title = _("The database does not answer")
        words = _("Nothing is lost, and nothing was half saved. Please try again in a moment.")
        return unavailable(request, title, words)
    return defaults.server_error(request)


def busy(request: HttpRequest) -> HttpResponse:
    """Refuse heavy work for now."""
    title = _("Too much is being asked at once")
    words = _("Large files and counts are made a few at a time. Please try again in a moment.")
    response = unavailable(request, title, words)
    # Django's own mark: /metrics counts them, and whoever asks too much shall not fill the log as well.
    response.__dict__["_has_been_logged"] = True
    return response


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """Refuse a network that has asked for as much as is answered in a minute."""
    words = ngettext(
        "Your network has asked for as much as is answered in a minute. Ask again in %(wait)s second.",
        "Your network has asked for as much as is answered in a minute. Ask again in %(wait)s seconds.",
        wait,
    )
    return unavailable(request, _("Too many requests"), words % {"wait": wait}, status=429, wait=wait)


def unavailable(
    request: HttpRequest, title: str, words: str, *, status: int = 503, wait: int = RETRY_SECONDS
) -> HttpResponse:
    """Say in a plain page, or to programs as JSON, why there is no answer now."""
    if request.path_info.startswith(reverse("api")):
        response = HttpResponse(json.dumps({"detail": words}), "application/json", status)
    else:
        shown = {"title": title, "words": words, "status": status}
        response = render(request, "unavailable.html", shown, status=status)
    response["Retry-After"] = str(wait)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def is_database_away(error: BaseException | None) -> bool:
    """Tell whether an error says that the database cannot be used now, rather than that a query is wrong."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    cause = error.__cause__
    # To SQLite, a column that does not exist is an operational error as well.
    return not (isinstance(cause, sqlite3.Error) and cause.sqlite_errorcode == sqlite3.SQLITE_ERROR)


def _is_timeout(error: BaseException | None) -> bool:
    return getattr(getattr(error, "__cause__", None), "sqlstate", None) == "57014"  # query_canceled
