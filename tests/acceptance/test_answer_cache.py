"""A cached answer is never stale, and nothing personal is ever cached."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from casetracker import answer_version
from kit.answer_cache import CACHE, AnswerCacheMiddleware, mark_cacheable
from kit.bounded_cache import ByteBoundedCache
from people.models import Party
from proceedings.law.codes import RestrictionKind
from proceedings.models import Restriction
from proceedings.record import services
from tests.factories import CaseFactory, ChargeFactory, DefendantFactory, PartyFactory, happen
from tests.proceedings.website.records.matter import Matter, invent
from tests.worlds import again


@pytest.fixture
def matter(db: None, settings: Any) -> Iterator[Matter]:
    """Put the invented matter into the database, and switch the cache on."""
    caches[CACHE].clear()
    settings.ANSWER_CACHE = True
    yield again(invent)
    caches[CACHE].clear()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List the addresses whose answers were made and not served from the cache."""
    paths: list[str] = []
    make = AnswerCacheMiddleware._make

    def noted(self: AnswerCacheMiddleware, request: HttpRequest, key: str) -> Any:
        paths.append(request.get_full_path())
        return make(self, request, key)

    monkeypatch.setattr(AnswerCacheMiddleware, "_make", noted)
    return paths


def bytes_cached() -> int:
    cache = caches[CACHE]
    assert isinstance(cache, ByteBoundedCache)
    return cache.total


def record_address(matter: Matter) -> str:
    return f"/defendants/{matter.tried.pk}-testa-mockingbird/"


def test_an_answer_is_made_once_and_then_served_again(matter: Matter, made: list[str]) -> None:
    addresses = [
        record_address(matter),
        "/",
        "/defendants.csv",
        "/api/v1/defendants/",
        "/nosuch/",
        "/cases.atom",
    ]
    for address in addresses:
        first = Client().get(address)
        body = first.getvalue()
        second = Client().get(address)
        assert second.getvalue() == body
        assert second.status_code == first.status_code
        assert dict(second.headers) == dict(first.headers)
    assert made == addresses


def test_publishing_sealing_and_lifting_show_at_the_very_next_request(matter: Matter) -> None:
    address = record_address(matter)
    assert "Mockingbird" in Client().get(address).content.decode()
    newcomer = DefendantFactory(
        case=CaseFactory(incident=matter.incident), party=PartyFactory(name="Testo Newcomer")
    )
    assert "Testo Newcomer" not in Client().get("/defendants/").content.decode()
    happen(ChargeFactory(defendant=newcomer), "filed", "2024-02-02", kind="filing", what="Filed.")
    assert "Testo Newcomer" in Client().get("/defendants/").content.decode()

    today = datetime.now(UTC).date()
    seal = Restriction(
        defendant=matter.tried, kind=RestrictionKind.SEALED.value, legal_basis="made up", since=today
    )
    services.record(seal)
    assert Client().get(address).status_code == 410
    assert Client().get(address).status_code == 410  # from the cache
    seal.since = seal.until = today - timedelta(days=1)
    services.record(seal)
    assert Client().get(address).status_code == 200


def test_a_party_renamed_is_renamed_everywhere_at_once(matter: Matter) -> None:
    assert "Mockingbird" in Client().get("/defendants/").content.decode()
    party = Party.objects.get(pk=matter.tried.party_id)
    party.name, party.sort_name = "Testa Nightingale", "Nightingale, Testa"
    services.record(party)
    assert "Testa Nightingale" in Client().get("/defendants/").content.decode()


def test_midnight_makes_every_answer_anew(
    matter: Matter, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Client().get("/method/")

    class Tomorrow:
        @staticmethod
        def now(tz: Any = None) -> datetime:
            return datetime.now(tz) + timedelta(days=1)

    monkeypatch.setattr(answer_version, "datetime", Tomorrow)
    Client().get("/method/")
    assert made == ["/method/", "/method/"]


def test_another_release_of_the_code_makes_every_answer_anew(
    matter: Matter, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Client().get("/method/")
    monkeypatch.setattr(answer_version, "code_version", lambda *_folders: "another")
    second = Client().get("/method/")
    assert made == ["/method/", "/method/"]
    assert first["ETag"] != second["ETag"]


def test_whoever_has_the_answer_is_told_so_and_after_a_write_is_not(matter: Matter) -> None:
    address = record_address(matter)
    mark = Client().get(address)["ETag"]
    again_asked = Client().get(address, headers={"If-None-Match": mark})
    assert (again_asked.status_code, again_asked.content) == (304, b"")
    assert again_asked["ETag"] == mark
    services.record(
        Party(kind="person", key="testo-elsewhere", name="Testo Elsewhere", sort_name="Elsewhere, Testo")
    )
    after = Client().get(address, headers={"If-None-Match": mark})
    assert after.status_code == 200
    assert after["ETag"] != mark


@pytest.mark.parametrize("address", ["/defendants/", "/api/v1/defendants/"])
def test_a_cached_answer_heeds_every_way_to_ask_whether_it_changed(matter: Matter, address: str) -> None:
    mark = Client().get(address)["ETag"]
    for headers in ({"If-None-Match": "*"}, {"If-None-Match": f'"other", {mark}'}):
        assert Client().get(address, headers=headers).status_code == 304, headers
    for headers in (
        {"If-None-Match": '"other"'},
        {"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"},
        {"If-Modified-Since": "Fri, 01 Jan 2999 00:00:00 GMT"},
    ):
        assert Client().get(address, headers=headers).status_code == 200, headers


@pytest.mark.parametrize(
    "address",
    ["/account/sign-in/", "/healthz", "/data/", "/data/releases/", "/reports/nosuch/", "/admin/"],
)
def test_what_depends_on_more_than_the_record_is_not_cached(
    matter: Matter, address: str, settings: Any
) -> None:
    Client().get(address)
    Client().get(address)
    assert bytes_cached() == 0


def test_forms_with_a_token_and_readers_with_a_cookie_are_not_cached(
    matter: Matter, admin_user: Any, made: list[str]
) -> None:
    Client().get(f"{record_address(matter)}report/")
    assert bytes_cached() == 0
    signed_in = Client()
    signed_in.force_login(admin_user)
    signed_in.get(record_address(matter))
    assert bytes_cached() == 0
    assert made == [f"{record_address(matter)}report/"]


def test_a_refusal_is_not_cached(matter: Matter) -> None:
    assert Client().get("/defendants/?nosuch=1").status_code == 400
    assert bytes_cached() == 0


def test_hosts_do_not_share_answers(matter: Matter, made: list[str]) -> None:
    Client(headers={"host": "localhost"}).get("/method/")
    other = Client(headers={"host": "127.0.0.1"}).get("/method/")
    assert b"localhost" not in other.content
    assert len(made) == 2


def test_many_readers_of_a_page_that_is_not_cached_make_it_once(settings: Any) -> None:
    settings.ANSWER_CACHE = True
    caches[CACHE].clear()
    calls: list[str] = []
    slow = threading.Event()

    def view(request: HttpRequest) -> HttpResponse:
        calls.append(request.path)
        slow.wait(0.3)
        return mark_cacheable(HttpResponse("made"))

    middleware = AnswerCacheMiddleware(view)
    middleware.version = lambda: "one"
    bodies: list[bytes] = []
    ready = threading.Barrier(20)

    def read() -> None:
        ready.wait()
        bodies.append(middleware(RequestFactory().get("/page/")).getvalue())

    readers = [threading.Thread(target=read) for _ in range(20)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    caches[CACHE].clear()
    assert calls == ["/page/"]
    assert bodies == [b"made"] * 20
