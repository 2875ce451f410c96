"""A dump leaves out what is closed to the public, or carries the restrictions that a load records again."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from people.models import Party
from proceedings.casefiles.dump.files import dump
from proceedings.models import Case, Restriction
from proceedings.record import services
from tests.proceedings.website.records.matter import Matter, invent
from tests.worlds import again

CANARY = "canarina"


@pytest.fixture
def matter(db: None) -> Matter:
    return again(invent)


def close(**target: object) -> Restriction:
    restriction = Restriction(kind="sealed", legal_basis="a made-up order", since=date(2024, 1, 2), **target)
    services.record(restriction)
    return restriction


def rename(party: Party) -> Party:
    party.name, party.sort_name = f"Testa {CANARY}", f"{CANARY}, Testa"
    services.record(party)
    return party


@pytest.mark.parametrize("target", ["case", "defendant", "party", "charge", "event"])
def test_a_dump_leaves_closed_cases_and_their_people_out(matter: Matter, target: str) -> None:
    rename(matter.tried.party)
    targets = {
        "case": matter.tried.case,
        "defendant": matter.tried,
        "party": matter.tried.party,
        "charge": matter.charge,
        "event": matter.dismissal,
    }
    close(**{target: targets[target]})
    file = dump()
    cases = {
        "case": matter.tried.case,
        "defendant": matter.tried.case,
        "party": matter.tried.case,
        "charge": matter.charge.defendant.case,
        "event": matter.dismissal.case,
    }
    assert cases[target].key not in {case["id"] for case in file.get("cases", ())}
    if target in {"case", "defendant", "party"}:
        assert CANARY not in json.dumps(file)
    assert "restrictions" not in file


def test_a_case_that_is_closed_cannot_be_dumped_by_name_unless_asked(matter: Matter) -> None:
    close(case=matter.second)
    with pytest.raises(CommandError, match="--with-closed"):
        call_command("dump_cases", cases=[matter.second.key], stdout=io.StringIO())
    written = io.StringIO()
    call_command("dump_cases", cases=[matter.second.key], with_closed=True, stdout=written)
    assert "restrictions:" in written.getvalue()


@pytest.mark.parametrize("target", ["case", "defendant", "party", "charge", "event"])
def test_what_is_loaded_again_is_closed_again(matter: Matter, target: str, tmp_path: Path) -> None:
    held = {
        "case": matter.tried.case,
        "defendant": matter.tried,
        "party": matter.tried.party,
        "charge": matter.charge,
        "event": matter.dismissal,
    }[target]
    restriction = close(**{target: held})
    path = tmp_path / "all.yaml"
    call_command("dump_cases", with_closed=True, to=path, stdout=io.StringIO())
    with services.writing():
        Restriction.objects.all().delete()
    for _twice in range(2):
        call_command("load_cases", str(path), stdout=io.StringIO())
        [again_closed] = Restriction.objects.all()
        assert getattr(again_closed, f"{target}_id") == getattr(restriction, f"{target}_id")
        assert (again_closed.kind, again_closed.legal_basis) == ("sealed", "a made-up order")
        assert (again_closed.since, again_closed.until) == (date(2024, 1, 2), None)


def test_without_anything_closed_both_dumps_are_the_same(matter: Matter) -> None:
    assert dump() == dump(with_closed=True)
    assert len(dump()["cases"]) == Case.objects.count()


def test_a_restriction_of_nothing_is_refused_by_name(matter: Matter, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(
        "casetracker: 1\nrestrictions:\n"
        "- {kind: sealed, legal_basis: made up, since: 2024-01-02}\n"
        f"- {{case: {matter.second.key}, event: nosuch, kind: sealed, legal_basis: x, since: 2024-01-02}}\n"
        f"- {{case: {matter.second.key}, kind: sealed, legal_basis: x, since: 2024-01-02,"
        " until: 2024-01-01}\n"
    )
    with pytest.raises(CommandError) as refused:
        call_command("load_cases", str(path), stdout=io.StringIO())
    said = str(refused.value)
    assert "either the key “party” or the key “case”" in said
    assert "an id of that case: events" in said
    assert "not before “since”" in said
