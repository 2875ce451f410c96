from __future__ import annotations

import importlib.util
import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from proceedings.models import Defendant
from proceedings.opendata import (
    TABLES,
    examples,
    live_files,
    releases,
)
from tests.factories import RestrictionFactory
from tests.proceedings.opendata.conftest import CANARY
from tests.proceedings.website.records.matter import Matter, invent

PAGES = [
    "/data/",
    "/data/releases/",
    "/data/codebook/",
    "/data/codebook.json",
    "/data/codebook-columns.csv",
    "/data/codebook-codes.csv",
]
FILES = ["/data/casetracker.zip", "/data/casetracker.sqlite"]
BUDGET = 13


def content(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response) if response.streaming else response.content


def text(client: Client, address: str) -> str:
    """Return what an address holds, unpacked, in small letters."""
    raw = content(client, address)
    if address.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            raw = b"\n".join(archive.read(name) for name in archive.namelist())
    return raw.decode("utf-8", "replace").lower()


def test_every_page_and_file_answers(client: Client, matter: Matter) -> None:
    for address in PAGES + FILES:
        content(client, address)


@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_an_unknown_parameter_is_refused(client: Client, matter: Matter, address: str) -> None:
    assert client.get(f"{address}?on=2024-01-01").status_code == 400


def test_the_page_lists_every_table_and_the_newest_releases(client: Client, matter: Matter) -> None:
    for name in ("first", "second", "third", "fourth"):
        releases.make(name)
    shown = content(client, "/data/").decode()
    for table in TABLES:
        assert f"#{table.name}" in shown
    assert "casetracker-fourth.zip" in shown
    assert "casetracker-first.zip" not in shown
    listed = content(client, "/data/releases/").decode()
    assert listed.index("casetracker-fourth.zip") < listed.index("casetracker-first.zip")


def test_the_licence_is_the_operators_to_state(client: Client, matter: Matter, settings: Settings) -> None:
    assert "stated no license" in content(client, "/data/").decode()
    settings.DATA_LICENCE = "An invented licence, version 1."
    assert "An invented licence" in content(client, "/data/").decode()
    assert "an invented licence" in text(client, "/data/casetracker.zip")


def test_every_file_of_a_release_can_be_fetched_and_nothing_else(client: Client, matter: Matter) -> None:
    release = releases.make("first")
    for name in release.served:
        assert content(client, f"/data/releases/first/{name}") == (release.folder / name).read_bytes()
    for name in (".closed", "other.zip", "..%2Ffirst%2Fmanifest.json"):
        assert client.get(f"/data/releases/first/{name}").status_code == 404
    for name in ("nothing", "..", "%2E%2E", ".new-first"):
        assert client.get(f"/data/releases/{name}/manifest.json").status_code in (400, 404)


def test_no_address_sings_of_a_closed_canary(client: Client, canary: Defendant) -> None:
    release = releases.make("first")
    files = [*FILES, *(f"/data/releases/first/{name}" for name in release.served)]
    singing = {address for address in [*PAGES, *files] if CANARY.lower() in text(client, address)}
    assert {*FILES, "/data/releases/first/casetracker-first.zip"} <= singing
    RestrictionFactory(party=canary.party)
    for address in [*PAGES, *files, *PAGES]:
        assert CANARY.lower() not in text(client, address), address
    assert "taken out" in text(client, "/data/releases/")


def test_a_file_that_is_being_written_is_asked_for_again_later(client: Client, matter: Matter) -> None:
    with live_files.alone(live_files.CURRENT):
        response = client.get(FILES[0])
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert content(client, FILES[0])


def test_data_too_large_to_be_written_are_not_offered(
    client: Client, matter: Matter, settings: Settings
) -> None:
    settings.DATA_LIVE_LIMIT = 1
    assert FILES[0] not in content(client, "/data/").decode()
    assert client.get(FILES[0]).status_code == 404


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        content(client, address)
    return len(captured)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_keeps_its_budget(client: Client, matter: Matter, address: str) -> None:
    before = queries(client, address)
    assert before <= BUDGET
    invent("more-")
    assert queries(client, address) <= before


def test_a_file_takes_a_fixed_number_of_queries_however_much_is_in_it(client: Client, matter: Matter) -> None:
    before = queries(client, FILES[0])
    assert before <= len(TABLES) + BUDGET
    invent("more-")
    assert queries(client, FILES[0]) <= before


# --- The examples, run as they stand ------------------------------------------------------------------------


@pytest.fixture
def run(live_server: LiveServer, tmp_path: Path) -> Callable[..., str]:
    """Run a program in a folder of its own and return what it prints."""
    invent()

    def run(*command: str) -> str:
        done = subprocess.run(  # noqa: S603  # the examples of our own page
            command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.mark.django_db(transaction=True)
def test_the_python_example_runs(live_server: LiveServer, run: Callable[..., str]) -> None:
    printed = run(sys.executable, "-c", examples.text(examples.PLAIN_PYTHON, live_server.url))
    assert "1 Suit dismissed" in printed or "1 Suit pending" in printed


@pytest.mark.django_db(transaction=True)
def test_the_pandas_example_runs(live_server: LiveServer, run: Callable[..., str]) -> None:
    if importlib.util.find_spec("pandas") is None:
        pytest.skip("pandas is not installed: the example for it was not run")
    printed = run(sys.executable, "-c", examples.text(examples.PYTHON, live_server.url))
    assert "status.label" in printed


@pytest.mark.django_db(transaction=True)
def test_the_curl_example_runs(live_server: LiveServer, run: Callable[..., str], tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed: the example for it was not run")
    for example in (examples.CURL, examples.CURL_ZIP):
        run("sh", "-e", "-c", examples.text(example, live_server.url))
    assert b'"results"' in (tmp_path / "defendants.json").read_bytes()
    assert zipfile.is_zipfile(tmp_path / "casetracker.zip")


@pytest.mark.django_db(transaction=True)
def test_the_r_example_runs(live_server: LiveServer, run: Callable[..., str], tmp_path: Path) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not installed: the example for R was not run")
    (tmp_path / "example.R").write_text(examples.text(examples.R, live_server.url))
    run("Rscript", "example.R")


@pytest.mark.parametrize(
    "example", [each for _language, each in examples.EXAMPLES], ids=lambda each: each[:9]
)
def test_an_example_is_at_most_ten_lines_long(example: str) -> None:
    assert len(example.splitlines()) <= 10


@pytest.mark.django_db
def test_the_page_shows_the_examples_as_they_run(client: Client) -> None:
    shown = client.get("/data/").context["page"].examples
    assert [each.text for each in shown] == [
        examples.text(example, "http://testserver")
        for _language, example in examples.EXAMPLES + examples.LIVE_EXAMPLES
    ]
