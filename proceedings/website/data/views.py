"""Addresses of the public data: pages, files of today, files of releases, and the codebook."""

from __future__ import annotations

from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from proceedings.opendata import codebook, live_files, releases
from proceedings.opendata.file_writer import codebook_csv
from proceedings.research.query.parsing import no_params
from proceedings.website.data import page
from proceedings.website.rendering import live_page, public_page, show

CONTENT_TYPES = {
    ".zip": "application/zip",
    ".sqlite": "application/vnd.sqlite3",
    ".json": "application/json",
    "": "text/plain; charset=utf-8",
}
RETRY_SECONDS = "10"


@live_page
def data_view(request: HttpRequest) -> HttpResponse:
    """Show what data there are."""
    clocks = no_params(request.GET)
    site = request.build_absolute_uri("/").rstrip("/")
    return show(request, "website/data/data.html", page.data_page(clocks, site=site))


@live_page
def releases_view(request: HttpRequest) -> HttpResponse:
    """List the frozen releases."""
    no_params(request.GET)
    return show(request, "website/data/releases.html", page.releases_page())


@public_page
def codebook_view(request: HttpRequest) -> HttpResponse:
    """Show the codebook."""
    no_params(request.GET)
    return show(request, "website/data/codebook.html", page.codebook_page())


@public_page
def codebook_json_view(request: HttpRequest) -> HttpResponse:
    """Return the codebook as JSON."""
    no_params(request.GET)
    return HttpResponse(codebook.as_json(), content_type="application/json")


@public_page
def codebook_csv_view(request: HttpRequest, name: str) -> HttpResponse:
    """Return one table of the codebook as CSV."""
    no_params(request.GET)
    response = HttpResponse(codebook_csv(name), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name.replace("_", "-")}.csv"'
    return response


@live_page
def current_view(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """Return the public data as they stand, as a zip of CSV tables or as SQLite."""
    no_params(request.GET)
    try:
        return _file(live_files.files().path(suffix))
    except live_files.TooLargeError as error:
        raise Http404 from error
    except live_files.BusyError:
        return _busy(request)


@live_page
def release_file_view(request: HttpRequest, name: str, file: str) -> HttpResponseBase:
    """Return a file of a release, once it holds nothing that is closed."""
    no_params(request.GET)
    release = releases.find(name)
    if release is None or file not in release.served:
        raise Http404
    try:
        return _file(releases.ready(release).folder / file)
    except live_files.BusyError:
        return _busy(request)


def _file(path: Path) -> FileResponse:
    """Return a file to be kept by who asked for it."""
    content_type = CONTENT_TYPES[path.suffix]
    attached = path.suffix in {".zip", ".sqlite"}
    response = FileResponse(
        path.open("rb"), as_attachment=attached, filename=path.name, content_type=content_type
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _busy(request: HttpRequest) -> HttpResponse:
    response = render(request, "website/data/busy.html", status=503)
    response["Retry-After"] = RETRY_SECONDS
    return response
