"""For search engines, and for whoever is lost: sitemaps, robots.txt, and the page that finds nothing."""

from __future__ import annotations

from django.contrib.sitemaps import views as sitemaps
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from kit.answer_cache import mark_cacheable
from kit.filtering import StrictFilter, StrictFilterSet
from proceedings.research.query.parsing import no_params, validated
from proceedings.research.query.request_params import RequestParams
from proceedings.website.discovery.sitemaps import SITEMAPS
from proceedings.website.discovery.suggestions import near
from proceedings.website.rendering import public_page


class SitemapFilterSet(StrictFilterSet):
    """What a sitemap may be asked: which of its pages."""

    p = StrictFilter()


class SitemapAsked(RequestParams):
    """A request for a page of a sitemap."""

    filters = SitemapFilterSet


@public_page
def sitemap_index_view(request: HttpRequest) -> HttpResponseBase:
    """List the sitemaps with their pages."""
    no_params(request.GET)
    return sitemaps.index(request, sitemaps=SITEMAPS, sitemap_url_name="sitemap")


@public_page
def sitemap_view(request: HttpRequest, section: str) -> HttpResponseBase:
    """Give a page of a sitemap."""
    validated(SitemapAsked(request.GET))
    return sitemaps.sitemap(request, sitemaps=SITEMAPS, section=section)


@public_page
def robots_view(request: HttpRequest) -> HttpResponse:
    """Say where the sitemap is, and that the editors' desk is of no use to search engines.

    Pages not to be kept are not forbidden here: a crawler that may not read one never learns that it must not
    be kept, and may list its address from links alone.
    """
    no_params(request.GET)
    sitemap = request.build_absolute_uri(reverse("sitemaps"))
    lines = ("User-agent: *", f"Disallow: {reverse('admin:index')}", "", f"Sitemap: {sitemap}", "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django passes it
    """Answer 404 with what may have been meant: records near the words of the address."""
    return mark_cacheable(render(request, "404.html", {"near": near(request.path)}, status=404))
