"""Whatever a list is asked (junk, NUL bytes, 10,000 characters), it answers or refuses, and never breaks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from django.http import QueryDict
from django.test import Client

from kit.filtering import KeysField, SeveralField
from kit.tables import RENDERINGS
from proceedings.research.citations import FORMATS
from proceedings.research.lists.definitions import LISTS
from proceedings.research.query.list_query import ListQuery
from tests.acceptance.answers import body
from tests.proceedings.website.records.matter import invent

pytestmark = pytest.mark.django_db  # each test nests in the transaction that holds the matter

SLUGS = sorted(LISTS)
ENDINGS = [*RENDERINGS, "atom", f"cite.{next(iter(FORMATS))}"]
# As they stand in an address, already quoted.
JUNK = {
    "NUL": "a%00b",
    "letters": "x" * 10_000,
    "digits": "9" * 10_000,
    "marks": "%3C%2Fscript%3E%27%22%3B--%25%5C_%2A",
    "no text": "%FF%FE%80",
}
PLACE = "name~1"  # a place in a list that reads well, but is not one


@pytest.fixture(scope="module", autouse=True)
def matter(held: Path) -> None:
    """Record an invented matter once for all tests of this module."""
    invent()


@pytest.fixture
def client() -> Client:
    """Return a reader to whom a fault shows as the answer 500, as it would in the open."""
    return Client(raise_request_exception=False)


def parameters(slug: str) -> list[str]:
    """Return every parameter a list takes."""
    return [*ListQuery(LISTS[slug], QueryDict()).filterset.filters, "after", "before"]


def single(slug: str) -> Iterator[str]:
    """Yield the parameters that take one value."""
    fields = ListQuery(LISTS[slug], QueryDict()).filterset.form.fields
    yield from (name for name in fields if not isinstance(fields[name], SeveralField | KeysField))


def faults(client: Client, addresses: list[str], expected: tuple[int, ...] = (200, 400)) -> list[str]:
    """Return the addresses that are not answered as expected, each with its status."""
    found = []
    for address in addresses:
        response = client.get(address)
        body(response)
        if response.status_code not in expected:
            found.append(f"{response.status_code} {address[:120]}")
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_no_page_breaks_by_any_filter_alone(client: Client, slug: str) -> None:
    # The kinds of junk go round, from another one in each list, so that every filter meets most of them.
    start = SLUGS.index(slug) % len(JUNK)
    kinds = cycle([*JUNK.values()][start:] + [*JUNK.values()][:start])
    asked = [f"{name}={next(kinds)}" for name in parameters(slug)]

    # A list that refuses is a whole page and asks much; a file that refuses says so and no more.
    assert not faults(client, [f"/{slug}.csv?{one}" for one in asked])
    assert not faults(client, [f"/{slug}/?{one}" for one in asked[start::5]])


@pytest.mark.parametrize("slug", SLUGS)
def test_no_answer_of_the_api_breaks_by_any_filter_alone(client: Client, slug: str) -> None:
    kinds = cycle(JUNK.values())
    asked = [f"/api/v1/{slug}/?{name}={next(kinds)}" for name in parameters(slug) for _twice in range(2)]

    assert not faults(client, asked)


@pytest.mark.parametrize("slug", SLUGS)
def test_no_rendering_breaks_by_all_filters_at_once(client: Client, slug: str) -> None:
    for ending, junk in zip([*ENDINGS, "", ""], cycle(JUNK.values()), strict=False):
        asked = "&".join(f"{name}={junk}" for name in parameters(slug))
        page = f"/{slug}.{ending}" if ending else f"/{slug}/"

        assert not faults(client, [f"{page}?{asked}", f"/api/v1/{slug}/?{asked}"], (400,))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_parameter_of_one_value_is_refused_when_it_is_repeated(client: Client, slug: str) -> None:
    asked = [f"{name}={PLACE}&{name}={PLACE}-2" for name in single(slug)]

    assert len(asked) > 5
    assert not faults(client, [f"/{slug}/?{one}" for one in asked[:3]], (400,))
    assert not faults(client, [f"/api/v1/{slug}/?{one}" for one in asked], (400,))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_place_in_the_list_that_is_none_is_answered_or_refused(client: Client, slug: str) -> None:
    places = [PLACE, "~", "~~1", "2024-01-01~99999999999999999999", "2024-01-01~1~1", "1~-1", "%00~1"]
    asked = [f"{way}={place}" for way in ("after", "before") for place in places]

    assert not faults(client, [f"/{slug}/?{one}" for one in asked[::3]])
    assert not faults(client, [f"/api/v1/{slug}/?{one}" for one in asked])


@pytest.mark.parametrize("slug", SLUGS)
def test_a_parameter_nobody_knows_is_refused_by_every_rendering(client: Client, slug: str) -> None:
    unknown = "staus=acquitted"
    files = [f"/{slug}.{ending}?{unknown}" for ending in ENDINGS]

    assert not faults(client, [f"/{slug}/?{unknown}", f"/api/v1/{slug}/?{unknown}", *files], (400,))


@pytest.mark.parametrize(
    "page", ["/", "/statistics/", "/hearings/calendar/", "/corrections/", "/data/", "/method/", "/api/v1/"]
)
def test_every_other_page_refuses_what_it_does_not_know(client: Client, page: str) -> None:
    assert not faults(client, [f"{page}?staus=acquitted", f"{page}?%00=1"], (400,))


@pytest.mark.parametrize("slug", SLUGS)
def test_tracking_tags_are_dropped_by_redirect_and_the_rest_is_kept(client: Client, slug: str) -> None:
    response = client.get(f"/{slug}/?on=2024-06-30&utm_source=x&utm_campaign=y&fbclid=z")

    assert response.status_code in {301, 302, 307, 308}
    assert response.headers["Location"] == f"/{slug}/?on=2024-06-30"
    assert client.get(f"/api/v1/{slug}/?utm_source=x").status_code == 400
