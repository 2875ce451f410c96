"""Every class that is used has its own of what its abstract class leaves open."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pytest

from proceedings.api import views
from proceedings.api.urls import urlpatterns
from proceedings.research.lists.definitions import LISTS
from proceedings.research.query.case_scopes import ThroughCases
from proceedings.research.query.filter_scopes import OfCase, Reach, Ways
from proceedings.website.discovery import sitemaps

ABSTRACT: set[type[Any]] = {Reach, Ways, ThroughCases, sitemaps.RecordSitemap, views.ReadOnlyView}
ABSTRACT |= {views.PlainView, views.KindView}


def _under(base: type[Any]) -> Iterator[type[Any]]:
    for each in base.__subclasses__():
        yield each
        yield from _under(each)


@pytest.mark.parametrize("base", [Reach, sitemaps.RecordSitemap, views.ReadOnlyView])
def test_only_the_classes_meant_to_be_abstract_are(base: type[Any]) -> None:
    found = {each for each in (base, *_under(base)) if each.__module__.startswith("proceedings.")}
    assert {each for each in found if inspect.isabstract(each)} == found & ABSTRACT


def test_every_list_and_every_address_of_the_api_is_answered_by_a_complete_class() -> None:
    used: list[Any] = [kind.reach for kind in LISTS.values()]
    used += [found for one in urlpatterns if (found := getattr(one.callback, "view_class", None))]
    assert len(used) > len(LISTS)
    assert not [each for each in used if inspect.isabstract(each)]


def test_a_missing_way_fails_when_the_class_is_made() -> None:
    class Half(OfCase):
        cited = Ways.cited

    half: Any = Half
    with pytest.raises(TypeError, match="cited"):
        half(None)
