"""The description of the API is true: whatever it says may be asked is answered as it says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from proceedings.api.openapi import document, errors
from proceedings.api.params import RowsAsked
from proceedings.api.resources import KINDS
from tests.proceedings.website.records.matter import Matter, invent
from tests.worlds import again

schemathesis = pytest.importorskip("schemathesis", reason="requirements/test.txt is not installed whole")
from schemathesis.checks import not_a_server_error  # noqa: E402  # after the word on why it is missing
from schemathesis.config import SchemathesisConfig  # noqa: E402  # as above
from schemathesis.specs.openapi import checks as openapi_checks  # noqa: E402  # as above

pytestmark = pytest.mark.django_db
EXAMPLES = 3
BOUNDED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CHECKS = [
    not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_headers_conformance,
    openapi_checks.response_schema_conformance,
    openapi_checks.unsupported_method,
]


@pytest.fixture
def matter(db: None) -> Matter:
    """Put the invented matter into the database."""
    return again(invent)


@pytest.fixture
def kept_connection(db: None) -> Iterator[None]:
    """Keep the connection whose transaction the test lives in, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def application() -> Any:
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415  # sets Django up, which pytest does

    return get_wsgi_application()


def described(*, every_value: bool) -> Any:
    """Read the description; `every_value` tries each parameter with each kind of value, a thousand a list."""
    config = SchemathesisConfig.from_dict({"phases": {"coverage": {"enabled": every_value}}})
    schema = schemathesis.openapi.from_dict(document(), config=config)
    schema.app = application()
    return schema


def holds(case: Any) -> None:
    # Plain: this client does not unpack what a browser would.
    response = case.call(headers={"Host": "localhost", "Accept-Encoding": "identity"})
    case.validate_response(response, checks=CHECKS)


# The lists share their parameters: one of them is asked everything, the others some of it.
OTHER_LISTS = r"^/api/v1/(?!defendants/)[a-z]+/$"


@described(every_value=True).exclude(path_regex=OTHER_LISTS).parametrize()
@BOUNDED
def test_every_address_answers_as_it_is_described(matter: Matter, kept_connection: None, case: Any) -> None:
    holds(case)


@described(every_value=False).include(path_regex=OTHER_LISTS).parametrize()
@settings(BOUNDED, max_examples=10)
def test_every_other_list_answers_as_it_is_described(
    matter: Matter, kept_connection: None, case: Any
) -> None:
    holds(case)


def test_every_parameter_is_described_with_what_it_accepts() -> None:
    for slug, kind in KINDS.items():
        described = {one["name"]: one for one in document()["paths"][f"/api/v1/{slug}/"]["get"]["parameters"]}
        asked = RowsAsked(kind.rows_of, kind.row_names(), QueryDict())
        assert list(described) == list(asked.filterset.filters)
        for name, field in asked.filterset.form.fields.items():
            assert "Accepted: " in described[name]["description"]
            assert "Accepted: ." not in described[name]["description"]
            if hasattr(field, "choices"):
                shape = described[name]["schema"]
                values = shape.get("enum") or shape["items"]["enum"]
                assert values == [value for value, _words in field.choices if value]


@pytest.mark.parametrize("slug", KINDS)
def test_every_value_that_is_described_is_accepted(matter: Matter, slug: str) -> None:
    for one in document()["paths"][f"/api/v1/{slug}/"]["get"]["parameters"]:
        shape = one["schema"]
        values = shape.get("items", shape).get("enum", [])
        if values:
            asked = QueryDict(urlencode({one["name"]: values if "items" in shape else values[0]}, doseq=True))
            assert RowsAsked(KINDS[slug].rows_of, KINDS[slug].row_names(), asked).refusals == []


def test_the_description_is_plain_json_and_names_every_error() -> None:
    answer = Client().get("/api/v1/openapi.json")
    described = answer.json()

    assert described == json.loads(json.dumps(document()))
    assert described["openapi"].startswith("3.1")
    assert set(described["components"]["responses"]) == set(errors())
    assert set(errors()) == {"304", "400", "404", "405", "406", "410", "429"}
    for path, address in described["paths"].items():
        missing = set(errors()) - set(address["get"]["responses"])
        assert missing == (set() if "{id}" in path else {"404", "410"})


def test_people_read_the_same_description(matter: Matter) -> None:
    page = Client().get("/api/v1/docs/")
    text = page.content.decode()

    assert page.status_code == 200
    assert "<script" not in text
    for slug, kind in KINDS.items():
        assert f'id="{slug}"' in text
        for name in (*kind.fields, *kind.further):
            assert f"<code>{name}</code>" in text
    for one in document()["paths"]["/api/v1/people/"]["get"]["parameters"]:
        assert f"<code>{one['name']}</code>" in text
        for value in one["schema"].get("items", one["schema"]).get("enum", ()):
            assert f"<code>{value}</code>" in text
    for code in errors():
        assert f"<code>{code}</code>" in text
    assert Client().get("/api/v1/docs/?x=1").status_code == 400


JUNK = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["\x00", "9" * 10_000, "-1", "0", "1e9", "NaN", "2024-02-30", "~", "a~1", "~17", "%", "'"]
    ),
)
NAMES = st.one_of(
    st.sampled_from(sorted({name for kind in KINDS.values() for name in kind.rows_of.own_filters})),
    st.sampled_from(list(RowsAsked(KINDS["cases"].rows_of, [("id", "id")], QueryDict()).filterset.filters)),
    st.text(max_size=10),
)


@pytest.mark.parametrize("slug", KINDS)
@settings(BOUNDED, max_examples=5)
@given(asked=st.lists(st.tuples(NAMES, JUNK), max_size=4), is_record=st.booleans())
def test_junk_is_answered_or_refused(
    matter: Matter, slug: str, asked: list[tuple[str, str]], is_record: bool
) -> None:
    query = urlencode(
        [(name.encode(errors="replace"), value.encode(errors="replace")) for name, value in asked]
    )
    [pk] = Client().get(f"/api/v1/{slug}/?fields=id").json()["results"][:1]
    end = f"{pk['id']}/" if is_record else ""
    answer = Client().get(f"/api/v1/{slug}/{end}?{query}")

    known = {HTTPStatus.OK, HTTPStatus.BAD_REQUEST}
    assert answer.status_code in known or (is_record and answer.status_code == HTTPStatus.NOT_FOUND)
