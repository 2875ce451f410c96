"""Nothing that is withheld leaves: every text of every kind of withholding, every public address."""

from __future__ import annotations

import gzip
import html
import io
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db.models import TextField
from django.db.models.functions import Cast
from django.test import Client, override_settings

from kit.answer_cache import CACHE
from proceedings.research.lists.definitions import LISTS
from tests.acceptance.answers import body
from tests.acceptance.public_addresses import (
    ARGUMENTS,
    PARAMETERS,
    addresses,
    is_open,
    parameters,
    patterns,
    questions,
)
from tests.acceptance.withheld import (
    FORMED,
    KINDS,
    MARK,
    Withheld,
    build,
    project_models,
    take_back,
    text_columns,
)

pytestmark = pytest.mark.django_db  # each test nests in the transaction that holds the world

STATUSES = {200, 301, 302, 303, 304, 400, 404, 405, 410}


@pytest.fixture(scope="module")
def world(held: Path) -> Withheld:
    """Record the site and freeze a release of it; then take everything back."""
    world = build()
    call_command("make_release", stdout=io.StringIO())
    caches[CACHE].clear()
    return world


@pytest.fixture
def taken_back(world: Withheld) -> Withheld:
    take_back(world)
    caches[CACHE].clear()
    return world


def found_in(response: Any) -> set[str]:
    """Return the names in an answer: in its headers and all that it holds, unpacked."""
    whole = body(response)
    parts = [whole]
    if whole.startswith(b"\x1f\x8b"):
        parts = [gzip.decompress(whole)]
    elif whole.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
    text = "\n".join(
        [*map(str, response.headers.items()), *(one.decode("utf-8", "replace") for one in parts)]
    )
    text = re.sub(r"\r\n[ \t]", "", text)
    return set(MARK.findall(unquote(html.unescape(text)).lower().replace("_", "")))


def clocked(address: str, world: Withheld) -> list[str]:
    """Return an address as it is asked now, then, and of another day."""
    sign = "&" if "?" in address else "?"
    return [address, f"{address}{sign}known={world.then}", f"{address}{sign}on=2024-08-01&known={world.then}"]


def test_every_address_and_parameter_has_a_row() -> None:
    assert [each for each in patterns() if is_open(each) and each not in ARGUMENTS] == []
    assert [each for each in ARGUMENTS if each not in patterns()] == []
    asked = {name for slug in LISTS for name in parameters(slug)}
    assert asked == PARAMETERS.keys()


def test_every_text_of_every_model_holds_a_name(world: Withheld) -> None:
    """A new column is filled by itself; one that nobody can write in has a reason in the table."""
    bare = []
    for model in project_models():
        for column in text_columns(model):
            rows = model._base_manager.annotate(asked_text=Cast(column.name, TextField()))
            if not rows.filter(asked_text__icontains="zq").exists():
                bare.append(f"{model._meta.label_lower}.{column.name}")
    assert bare == []
    columns = {c.name for m in project_models() for c in m._meta.concrete_fields}
    named = {f"{m._meta.label_lower}.{c.name}" for m in project_models() for c in m._meta.concrete_fields}
    assert FORMED.keys() - columns - named == set()


def test_what_is_withheld_was_told_before(client: Client, world: Withheld) -> None:
    """Else nothing could be found in any code."""
    told = Counter[str]()
    for address in ["/", *addresses()]:
        if address.startswith(("/api/v1/", "/incidents/")) or address.endswith("-x/"):
            told.update(found_in(client.get(address, follow=True)))
    kinds = {kind for kind in KINDS for name in told if name.startswith(f"zq{kind}")}
    assert kinds == set(KINDS) - {"draft", "drafted", "withdrawn", "desk"}
    assert len(told) > 100


def test_no_answer_tells_what_is_withheld(client: Client, taken_back: Withheld) -> None:
    found: dict[str, list[str]] = {}
    statuses = Counter[int]()
    asked = [each for one in addresses() for each in clocked(one, taken_back)]
    asked += [clocked(one, taken_back)[number % 2] for number, one in enumerate(questions())]
    with override_settings(ANSWER_CACHE=True):
        for address in asked:
            response = client.get(address)
            answers = [response]
            if response.headers.get("ETag") and response.status_code == 200:
                mark = response.headers["ETag"]
                answers.append(client.get(address, headers={"if-none-match": mark}))
                answers.append(client.head(address))
            for answer in answers:
                statuses[answer.status_code] += 1
                # Texts of events that stay public hold names too, which are looked for nowhere.
                for name in (one for one in found_in(answer) if not one.startswith("zqopen")):
                    found.setdefault(name, []).append(address)
    columns = sum(len(text_columns(model)) for model in project_models())
    print(  # noqa: T201  # the figures of the search, with -s
        f"\n{columns} columns of text, {len(KINDS)} kinds of withholding, {len(patterns())} patterns, "
        f"{len(asked)} addresses, {sum(statuses.values())} answers searched: {dict(statuses)}"
    )
    assert set(statuses) <= STATUSES
    assert {200, 304, 400, 404, 410} <= set(statuses)
    assert not found, "\n".join(f"{name}: {len(at)} {at[:4]}" for name, at in sorted(found.items()))
