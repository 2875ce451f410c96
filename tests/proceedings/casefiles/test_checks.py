from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from proceedings.casefiles.problems import UnreadableCaseFilesError
from proceedings.casefiles.reading import read_files
from proceedings.models import Court, Event, PublicationClock
from tests.proceedings.casefiles.conftest import SOUND, Write

pytestmark = pytest.mark.django_db


def problems(*paths: Path) -> list[str]:
    """Return what is wrong, without the folder of the files."""
    with pytest.raises(UnreadableCaseFilesError) as caught:
        read_files(paths)
    return [str(problem).partition("/mock")[2] for problem in caught.value.problems]


CASES = [
    ("type: criminal", "type: criminel", "cases[mock-1].type: “criminel”; expected one of criminal, civil"),
    (
        "timezone: America/Denver",
        "timezone: Denver",
        "courts[mock-court].timezone: “Denver”; expected a time zone",
    ),
    (
        "timezone: America/Denver",
        "timezne: X",
        "courts[mock-court].timezne: “timezne”; expected the key “timezone”",
    ),
    (
        ", timezone: America/Denver",
        "",
        "courts[mock-court].timezone: expected a value for “timezone”, which is required",
    ),
    ("date: 2020-01-10", "date: 2020-13-10", "events[filed].date: “2020-13-10”; expected a date: 2024-03-06"),
    (
        "date: 2020-01-10",
        "result: none",
        "events[filed]: expected at least one of the keys “date”, “entered”",
    ),
    (
        "date: 2020-01-10",
        "date: 2999-01-01",
        "events[filed].date: “2999-01-01”; expected a day that has come",
    ),
    (
        "date: 2020-01-10",
        "date: 2020-01-10\n    entered: 2020-01-09",
        "expected a date not before the “date”, 2020",
    ),
    ("private: yes", "private: true", "parties[nomen-nescio].private: “true”; expected yes or no"),
    (
        "id: mock-log",
        "id: mock log",
        "“mock log”; expected an id of letters, digits, hyphens and underscores",
    ),
    ("caption: Mockland v. Whim", "caption: ''\n  note: Mock", "cases[mock-1].caption: expected some text"),
    ("caption: Mockland v. Whim", f"caption: {'x' * 500}\n  note: M", "expected at most 400 characters"),
    (
        "court: mock-court",
        "court: moot-court",
        "cases[mock-1].court: “moot-court”; expected the id of a court",
    ),
    ("incident: mock-inc", "incident: mock-acc", "“mock-accident”; expected the id of an incident"),
    (
        "sources: [mock-log]",
        "sources: [mock-blog]",
        "cases[mock-1].sources[1]: “mock-blog”; expected the id of a sou",
    ),
    (
        "sources: [mock-log]",
        "sources: [mock-log, mock-log]",
        "sources[2]: “mock-log”; expected each source once",
    ),
    ("case: mock-2", "case: mock-3", "cases[mock-1].links[1].case: “mock-3”; expected the id of a case"),
    ("case: mock-2", "case: mock-1", "cases[mock-1].links[1].case: “mock-1”; expected another case"),
    (
        "role: defence_attorney",
        "role: defendant",
        "expected another role; defendants stand under “defendants”",
    ),
    (
        "from: 2020-01,",
        "from: 2020-02, until: 2020-01,",
        "participants[nomen-nescio].until: “2020-01”; expected",
    ),
    (
        "represents: [testa-w",
        "represents: [teste-w",
        "represents[1]: “teste-whimbrel”; expected the id of a part",
    ),
    ("party: dummy-corp", "party: testa-whimbrel", "defendants[testa-whimbrel]: “testa-whimbrel”; exp"),
    (
        "{id: corp-1",
        "{id: count-1",
        "defendants[dummy-corp].charges[count-1].id: “count-1”; expected an id of its",
    ),
    (
        "charge: mock-1/corp-1",
        "charge: mock-1/corp-9",
        "links[1].charge: “mock-1/corp-9”; expected the id of anoth",
    ),
    (
        "kind: refiles,",
        "kind: amends,",
        "links[1].charge: “mock-1/corp-1”; expected a charge of this case; only",
    ),
    (
        "type: complaint",
        "type: verdict",
        "events[filed].type: “verdict”; expected one of complaint, citation",
    ),
    ("type: complaint", "disposition: granted", "disposition: “granted”; expected this key only in a ruling"),
    (
        "type: complaint",
        "scheduled: 2020-01-01",
        "scheduled: “2020-01-01”; expected this key only in a hearing",
    ),
    ("type: complaint", "publication: withdrawn", "expected the key “reason” as well: why it was withdrawn"),
    ("type: complaint", "reason: because", "events[filed].reason: “because”; expected no reason"),
    ("type: complaint", "judge: nobody", "events[filed].judge: “nobody”; expected the id of a party"),
    ("T09:00-07:00", "T25:00", "events[hearing].scheduled: “2020-02-01T25:00”; expected a day such as"),
    ("outcome: held", "outcome: won", "events[hearing].outcome: “won”; expected one of scheduled, held"),
    (
        "[count-1, count-2, corp-1], o",
        "[count-9], o",
        "outcomes[1].charges[1]: “count-9”; expected the id of a char",
    ),
    (
        "charges: [count-1, count-2, corp-1], o",
        "o",
        "outcomes[1]: expected exactly one of the keys “charges”",
    ),
    (
        "outcome: filed}",
        "outcome: claim_filed}",
        "“claim_filed”; expected an outcome for charges, and for def",
    ),
    (
        "outcome: filed}",
        "outcome: found_guilty}",
        "expected this outcome in an event of kind ruling; a filing",
    ),
    (
        "outcome: filed}",
        "outcome: filed, plea: guilty}",
        "outcomes[1].plea: “guilty”; expected this key only",
    ),
    (
        "outcome: filed}",
        "outcome: filed, by: nobody}",
        "outcomes[1].by: “nobody”; expected one of court, judge",
    ),
    (
        "{charges: [corp-1], o",
        "{defendant: nomen-nescio, o",
        "“nomen-nescio”; expected the party id of a defendant",
    ),
    ("maximum: 6,", "minimum: 7, maximum: 6,", "components[1].minimum: “7”; expected at most the maximum, 6"),
    ("suspended: 2.5", "suspended: 7", "components[1].suspended: “7”; expected at most the maximum, 6"),
    ("maximum: 6, unit: months,", "maximum: 6,", "components[1].unit: expected a unit for the term"),
    ("maximum: 6,", "maximum: six,", "components[1].maximum: “six”; expected a number such as 18 or 7.5"),
    ("maximum: 6,", "maximum: -6,", "components[1].maximum: “-6”; expected a number such as 18 or 7.5"),
    (", currency: USD", "", "components[2].currency: expected a currency for the amount"),
    (
        "{charges: [count-2], kind",
        "{charges: [corp-1], kind",
        "expected charges that the outcomes of this event sent",
    ),
    (
        "outcome: sentenced}",
        "outcome: convicted_trial}",
        "components[1]: expected an outcome in the same event that br",
    ),
    ("number: 1,", "number: one,", "press[1].number: “one”; expected a whole number"),
    (
        "events: [mock-1/filed,",
        "events: [mock-1/field,",
        "press[1].events[1]: “mock-1/field”; expected case-id/ev",
    ),
    ("event: filed, was", "event: field, was", "corrections[1].event: “field”; expected the id of an event"),
    ("type: criminal", "type: appeal", "cases[mock-1].defendants: expected none in an appeal"),
    (
        "type: criminal",
        "type: civil",
        "defendants[dummy-corp].charges: expected claims: a defendant in a case of",
    ),
    (
        "caption: Mockland v. D",
        "docket: M-001-CR-202039\n  caption: D",
        "a number of its own in its court; the ca",
    ),
    (
        "- id: mock-2",
        "- id: mock-1",
        "cases[mock-1].id: “mock-1”; expected an id of its own; this one is given in",
    ),
    ("casetracker: 1", "casetracker: 2", "casetracker: “2”; expected one of 1"),
    ("  - {name: N. N.}", "  -", "other_names[1]: expected a block of keys"),
    (
        "name: Testa Whimbrel",
        'name: "Testa \\u202eWhimbrel"',
        "parties[testa-whimbrel].name: “Testa \u202eWhimbrel”; expected a name without characters",
    ),
    ("summary: Nothing happened, visibly.", f"summary: {'No' * 25_001}", "expected at most 50000 characters"),
    ("other_dockets: [039]", "other_dockets: 039", "cases[mock-1].other_dockets: “039”; expected a list"),
]


@pytest.mark.parametrize(("old", "new", "said"), CASES, ids=[said[:50] for _old, _new, said in CASES])
def test_a_wrong_value_is_named_with_its_place_and_what_was_expected(
    write: Write, old: str, new: str, said: str
) -> None:
    found = problems(write((old, new)))

    assert any(said in problem for problem in found), "\n".join(found)


def test_the_sound_file_is_sound(write: Write) -> None:
    assert len(read_files([write()]).cases) == 2


def test_the_line_is_that_of_the_value(write: Write) -> None:
    line = SOUND[: SOUND.index("date: 2020-02-01")].count("\n") + 1

    assert problems(write(("date: 2020-02-01", "date: gone")))[0].startswith(
        f".yaml:{line}: cases[mock-1].ev"
    )


def test_every_problem_is_told_at_once_in_every_file(write: Write) -> None:
    first = write(
        ("timezone: America/Denver", "timezone: Denver"),
        ("case: mock-2", "case: mock-9"),
        ("type: complaint", "type: verdict"),
        ("outcome: held", "outcome: won"),
    )
    second = write(text="casetracker: 1\nsources:\n- {id: x, publisher: P, kind: blog}\n", name="mock2.yaml")
    third = write(text="casetracker: [", name="mock3.yaml")

    found = "\n".join(problems(first, second, third))

    for said in ("“Denver”", "“mock-9”", "“verdict”", "“won”", "“blog”", "mock3.yaml" and "expected YAML"):
        assert said in found


def test_what_a_broken_block_names_is_not_called_unknown(write: Write) -> None:
    found = problems(write(("{id: count-1, count: Count 1, off", "{id: count-1, count: Count 1, of")))

    assert len(found) == 2  # the misspelt key, and the one that is missing
    assert all("charges[count-1]" in problem for problem in found)


def test_files_may_refer_to_each_other_and_to_the_database(write: Write, manage: Callable[..., str]) -> None:
    manage("load_cases", write())
    case = "{id: mock-3, court: mock-court, caption: More, type: civil, sources: [mock-log]}"
    more = f"casetracker: 1\ncases:\n- {case}\n"

    assert len(read_files([write(text=more, name="mock3.yaml")]).cases) == 1


def test_the_same_block_in_two_files_is_one(write: Write) -> None:
    twin = "casetracker: 1\ncourts:\n- {id: mock-court, name: Mock Court, timezone: America/Denver}\n"

    assert len(read_files([write(), write(text=twin, name="mock2.yaml")]).courts) == 1


def test_another_block_under_the_same_id_is_refused(write: Write) -> None:
    other = "casetracker: 1\ncourts:\n- {id: mock-court, name: Moot Court, timezone: America/Denver}\n"

    assert "expected an id of its own" in problems(write(), write(text=other, name="mock2.yaml"))[0]


def test_a_charge_is_not_handed_to_another_defendant(write: Write, manage: Callable[..., str]) -> None:
    manage("load_cases", write())
    moved = SOUND.replace("    - {id: count-2, count: Count 2, offence: Imaginary noise}\n", "").replace(
        "    - {id: corp-1",
        "    - {id: count-2, count: Count 2, offence: Imaginary noise}\n    - {id: corp-1",
    )

    assert any(
        "belongs to the defendant testa-whimbrel" in problem for problem in problems(write(text=moved))
    )


def test_a_folder_without_case_files_and_a_missing_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCaseFilesError) as caught:
        read_files([tmp_path, tmp_path / "gone.yaml"])

    assert len(caught.value.problems) == 2


def test_the_command_ends_with_an_error_and_writes_nothing(write: Write, manage: Callable[..., str]) -> None:
    with pytest.raises(CommandError, match="2 to mend; nothing was loaded"):
        manage("load_cases", write(("kind: person", "kind: bird"), ("outcome: held", "outcome: won")))

    assert not Court.objects.exists()


def test_check_says_that_all_is_well_and_writes_nothing(write: Write, manage: Callable[..., str]) -> None:
    assert "no problem found" in manage("load_cases", write(), "--check")
    assert not Event.objects.exists()
    assert not PublicationClock.objects.exists()


def test_check_tells_what_is_seldom_meant_and_what_cannot_follow(
    write: Write, manage: Callable[..., str]
) -> None:
    seldom = write(("corp-1], outcome: filed}", "corp-1], outcome: superseded}"))
    told = manage("load_cases", seldom, "--check")

    assert "To be looked at: cases[mock-1].events[filed]: superseded: no charge of this case amends" in told
    assert "Inconsistent: cases[mock-1].events[filed]" in told
    assert not Event.objects.exists()


def test_a_correction_is_not_dated_in_the_future(write: Write) -> None:
    found = problems(write(("date: 2020-06-01}", "date: 2999-01-01}")))
    assert any("not in the future" in one for one in found), found
