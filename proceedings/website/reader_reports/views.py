"""Reporting an error, or replying, without an account: a form on a page of its own.

The pages of records set no cookie and can be kept; the form needs one against forgery, and has it only here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kit.client_network import network_of
from proceedings.law.codes import ReportKind
from proceedings.record.as_of import Clocks
from proceedings.research.query.parsing import read_clocks
from proceedings.website.reader_reports import page as report_page
from proceedings.website.reader_reports.page import ReportForm, ReportPage
from proceedings.website.reader_reports.services import TooManyReportsError, file_report, take_turn
from proceedings.website.records import case_page, defendant_page, person_page
from proceedings.website.rendering import in_words, live_page, show

Assemble = Callable[[Any, Clocks], ReportPage]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_words
def defendant_report_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Take a report about a defendant's record."""
    return _answer(request, report_page.of_defendant, defendant_page.find(pk))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_words
def case_report_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Take a report about a case."""
    return _answer(request, report_page.of_case, case_page.find(pk))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_words
def incident_report_view(request: HttpRequest, key: str) -> HttpResponse:
    """Take a report about a matter."""
    return _answer(request, report_page.of_incident, report_page.find_incident(key))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_words
def person_report_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Take a report about a party."""
    return _answer(request, report_page.of_person, person_page.find(pk))


def _answer(request: HttpRequest, assemble: Assemble, row: Any) -> HttpResponse:  # noqa: ANN401  # any record
    """Show the form, show it again with what is wrong, or take the report and lead to its reference."""
    page = assemble(row, read_clocks(request.GET))
    if request.method != "POST":
        return _form(request, page, ReportForm())
    form = ReportForm(request.POST)
    try:
        take_turn(network_of(request, proxies=settings.PROXIES))
    except TooManyReportsError as refused:
        minutes = int(refused.wait.total_seconds() // 60) + 1
        form.full_clean()
        form.add_error(
            None,
            _("Too many reports came from your network. Try again in %(minutes)s minutes.")
            % {"minutes": minutes},
        )
        response = _form(request, page, form, status=429)
        response["Retry-After"] = str(minutes * 60)
        return response
    if not form.is_valid():
        return _form(request, page, form, status=400)
    report = file_report(
        page.about,
        kind=ReportKind(form.cleaned_data["kind"]),
        text=form.cleaned_data["text"],
        email=form.cleaned_data["email"],
        address=page.address,
    )
    response = redirect("report-received", reference=report.reference)
    response.status_code = 303  # whatever the browser sent, it asks for what comes next with GET
    return response


def _form(request: HttpRequest, page: ReportPage, form: ReportForm, status: int = 200) -> HttpResponse:
    response = render(
        request, "website/reader_reports/report.html", {"page": page, "form": form}, status=status
    )
    response["X-Robots-Tag"] = "noindex"
    return response


@live_page
def received_view(request: HttpRequest, reference: str) -> HttpResponse:
    """Tell a reader the reference of a report, and how far it is."""
    return show(request, "website/reader_reports/received.html", report_page.received_page(reference))
