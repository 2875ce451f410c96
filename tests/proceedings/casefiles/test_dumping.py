from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from django.core.management.base import CommandError
from django.db import connection

from people.models import Party
from proceedings.casefiles.dump.files import dump
from proceedings.casefiles.format.schema import schema
from proceedings.casefiles.load.files import load
from proceedings.casefiles.reading import read_files
from proceedings.models import Case, Citation, Defendant, Event, Source, StatusSpan
from proceedings.record import services
from proceedings.record.history import last_instant
from tests.proceedings.casefiles.conftest import Write

pytestmark = pytest.mark.django_db
Manage = Callable[..., str]
ROOT = Path(__file__).resolve().parents[3]
MATTERS = [ROOT / "docs" / "examples", ROOT / "seeds" / "rust"]


def empty_the_database() -> None:
    """Take every fact away, so that a dump meets an empty database."""
    tables = [
        name
        for name in connection.introspection.table_names()
        if name.startswith(("people_", "proceedings_"))
    ]
    with connection.cursor() as cursor, connection.constraint_checks_disabled():
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        else:
            for table in tables:
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608  # our own table names


@pytest.mark.parametrize("suffix", ["yaml", "json"])
@pytest.mark.django_db(transaction=True)
def test_a_dump_loaded_into_an_empty_database_gives_the_same_dump(
    write: Write, manage: Manage, tmp_path: Path, suffix: str
) -> None:
    form = ["--json"] if suffix == "json" else []
    manage("load_cases", write(), *MATTERS)
    manage("dump_cases", *form, "--to", tmp_path / f"first.{suffix}")
    spans = said()
    empty_the_database()

    manage("load_cases", tmp_path / f"first.{suffix}")
    manage("dump_cases", *form, "--to", tmp_path / f"second.{suffix}")

    first, second = (tmp_path / f"{name}.{suffix}" for name in ("first", "second"))
    assert first.read_text() == second.read_text()
    assert said() == spans


def said() -> set[tuple[object, ...]]:
    """Return what the spans say, apart from the numbers of rows."""
    columns = (
        "case__key",
        "party__key",
        "status",
        "rule",
        "event__key",
        "valid_from",
        "valid_until",
        "since",
    )
    return set(StatusSpan.objects.live().values_list(*columns))


def test_loading_a_dump_where_it_was_made_changes_nothing(
    write: Write, manage: Manage, tmp_path: Path
) -> None:
    manage("load_cases", write(), *MATTERS)
    manage("dump_cases", "--to", tmp_path / "dump.yaml")
    instant = last_instant()

    manage("load_cases", tmp_path / "dump.yaml")

    assert last_instant() == instant


def test_a_dump_of_one_case_holds_what_it_refers_to_and_no_other_case(write: Write, manage: Manage) -> None:
    manage("load_cases", write())

    file = dump(["mock-2"])

    assert [case["id"] for case in file["cases"]] == ["mock-2"]
    assert [party["id"] for party in file["parties"]] == ["dummy-corp", "nomen-nescio"]
    assert [source["id"] for source in file["sources"]] == ["mock-log"]
    assert "corrections" not in file


def test_two_dumps_of_single_cases_load_together(write: Write, manage: Manage, tmp_path: Path) -> None:
    manage("load_cases", write())
    for key in ("mock-1", "mock-2"):
        manage("dump_cases", "--case", key, "--to", tmp_path / f"{key}.yaml")

    assert len(read_files([tmp_path / "mock-1.yaml", tmp_path / "mock-2.yaml"]).cases) == 2


BOTH = "{charges: [count-1, count-2, corp-1], outcome: sentenced}"


def test_a_part_of_a_sentence_names_its_defendant_where_the_event_sentences_several(
    write: Write, manage: Manage, tmp_path: Path
) -> None:
    open_whose = ("{charges: [count-1, count-2], outcome: sentenced}", BOTH)
    with pytest.raises(CommandError, match="the event sentences several defendants"):
        manage("load_cases", write(open_whose))
    said_whose = ("{kind: imprisonment", "{defendant: dummy-corp, kind: imprisonment")

    manage("load_cases", write(open_whose, said_whose))
    manage("dump_cases", "--to", tmp_path / "dump.yaml")

    sentence = next(event for event in dump(["mock-1"])["cases"][0]["events"] if event["id"] == "sentenced")
    assert [part.get("defendant") for part in sentence["components"]] == ["dummy-corp", None]
    assert "events: 0 added, 0 changed, 5 left alone" in manage("load_cases", tmp_path / "dump.yaml")


def test_an_unknown_case_is_named(manage: Manage) -> None:
    with pytest.raises(CommandError, match="No such case: gone"):
        manage("dump_cases", "--case", "gone")


def test_a_dump_agrees_with_the_published_schema(write: Write, manage: Manage) -> None:
    manage("load_cases", write(), *MATTERS)

    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.Draft202012Validator(schema()).validate(json.loads(manage("dump_cases", "--json")))


@pytest.mark.parametrize(
    "change", [{"casetracker": 3}, {"casses": []}, {"parties": [{"id": "x", "kind": "bird"}]}]
)
def test_the_schema_refuses_what_the_validator_refuses(change: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema()).validate({"casetracker": 1} | change)


EXPECTED = {
    ("example-v-mockingbird-2020", "testa-mockingbird"): "released_under_supervision",
    ("example-v-turtle-2021", "mock-turtle"): "dismissed_without_prejudice",
    ("example-v-turtle-2022", "mock-turtle"): "dismissed_with_prejudice",
    ("example-v-fictional", "fictional-corp"): "sentenced_financial",
    ("pretend-v-make-believe", "make-believe-ltd"): "civil_settled",
    ("pretend-v-make-believe", "mr-nobody"): "civil_dismissed_with_prejudice",
}


def test_each_example_of_the_docs_leads_to_the_status_the_docs_say() -> None:
    for path in sorted(MATTERS[0].glob("*.yaml")):
        load(read_files([path]))

    found = StatusSpan.objects.live().filter(valid_until__year=9999)
    assert {(span.case.key, span.party.key): span.status for span in found} == EXPECTED


def test_each_example_passes_through_the_statuses_of_its_story() -> None:
    load(read_files([MATTERS[0] / "conviction.yaml"]))

    rows = StatusSpan.objects.live().order_by("valid_from").values_list("status", flat=True)
    assert list(dict.fromkeys(rows)) == [
        "not_charged",
        "charged",
        "awaiting_trial",
        "on_trial",
        "found_guilty_awaiting_sentence",
        "sentenced_custody",
        "released_under_supervision",
    ]


def test_the_shortest_file_of_the_docs_works(write: Write, manage: Manage) -> None:
    page = (ROOT / "docs" / "case-file.md").read_text(encoding="utf-8")
    shortest = page.partition("```yaml\n")[2].partition("```")[0]

    manage("load_cases", write(text=shortest))

    assert StatusSpan.objects.live().get(valid_until__year=9999).status == "charged"
    assert (
        Case.objects.count(),
        Defendant.objects.count(),
        Event.objects.count(),
        Party.objects.count(),
    ) == (1, 1, 1, 1)


def test_more_sources_than_one_question_may_name_are_dumped() -> None:
    sources = [
        Source(key=f"s-{number}", publisher="Mock Court", title=f"Paper {number}", kind="court_document")
        for number in range(1_100)
    ]
    parties = [
        Party(key=f"p-{number}", name=f"Testa {number}", sort_name=f"Testa {number}", kind="person")
        for number in range(1_100)
    ]
    services.add_all(sources)
    services.add_all(parties)
    Citation.objects.bulk_create(
        Citation(party=party, source=source) for party, source in zip(parties, sources, strict=True)
    )

    file = dump()

    assert len(file["sources"]) == len(file["parties"]) == 1_100
    assert all(party["sources"] == [f"s-{place[2:]}"] for party in file["parties"] for place in [party["id"]])
