"""Each format can be read back by its own rules, whatever the names hold."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.research.citations import (
    FORMATS,
    CitedKind,
    bibtex,
    csl_json,
    ris,
    text,
)
from tests.proceedings.research.citations.cited import (
    AWKWARD,
    citation,
    read_bibtex,
    read_ris,
)

DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        }
    },
    "required": ["date-parts"],
    "additionalProperties": False,
}
# What the published schema of CSL data says of the fields we use.
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": "string"},
            "type": {"enum": ["webpage", "dataset"]},
            "author": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"literal": {"type": "string"}},
                    "additionalProperties": False,
                },
            },
            "issued": DATE,
            "accessed": DATE,
            **{key: {"type": "string"} for key in ("title", "publisher", "URL", "version", "note")},
        },
        "required": ["id", "type", "title", "author", "issued", "accessed", "URL", "version", "note"],
        "additionalProperties": False,
    },
}
LATEX_NAMES = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"\textbar{}": "|",
}
ANY_TEXT = st.text(alphabet=st.characters(codec="utf-8"))


def from_latex(value: str) -> str:
    """Return what LaTeX prints; fails on a letter LaTeX would act on."""
    printed = []
    for piece in re.findall(r"\\text[a-z]+\{\}|\\.|.", value):
        assert piece not in {*"\\{}~^&%$#_"}, value
        printed.append(LATEX_NAMES.get(piece) or piece.removeprefix("\\"))
    return "".join(printed)


def test_text_is_one_sentence_with_both_dates_the_hash_and_the_address() -> None:
    assert text(citation()) == (
        "Testa Mockingbird (State of Nowhere v. Mockingbird, D-000-CR-0000): District Court of Nowhere; "
        "“Acquitted by a jury”; status on 30 June 2024, as published by 1 July 2024, 00:00:01 UTC; "
        "content hash 0123456789ab. casetracker, https://tracker.example/defendants/7-testa-mockingbird/"
        "?on=2024-06-30&hash=0123456789ab (accessed 22 November 2026).\n"
    )


def test_a_list_says_how_many_rows_it_has_and_names_no_case() -> None:
    listed = citation(
        kind=CitedKind.LIST,
        subject="Defendants in cases",
        statement="",
        case="",
        docket="",
        court="",
        rows=1204,
    )
    assert text(listed).startswith("Defendants in cases: status on 30 June 2024, as published by 1 July 2024")
    assert "; 1,204 rows; " in text(listed)
    assert json.loads(csl_json(listed))[0]["type"] == "dataset"
    assert read_ris(ris(listed))[0]["TY"] == "DATA"


def test_bibtex_has_what_old_styles_and_biblatex_need() -> None:
    ((kind, key, fields),) = read_bibtex(bibtex(citation()))
    assert (kind, key) == ("misc", "casetracker-testa-mockingbird-2024-06-30-0123456789ab")
    assert fields["author"] == "{casetracker}"
    assert fields["title"] == "{Testa Mockingbird (State of Nowhere v. Mockingbird, D-000-CR-0000)}"
    assert (fields["year"], fields["month"], fields["urldate"]) == ("2024", "jul", "2026-11-22")
    assert fields["url"] == citation().address
    assert fields["howpublished"] == f"\\url{{{citation().address}}}"
    assert fields["version"] == "0123456789ab"


def test_bibtex_keeps_several_entries_apart() -> None:
    assert len(read_bibtex(bibtex(citation(), citation(subject=AWKWARD)))) == 2


@given(ANY_TEXT)
def test_bibtex_is_balanced_and_prints_every_name_literally(name: str) -> None:
    ((_kind, _key, fields),) = read_bibtex(
        bibtex(citation(subject=f"Testa {name}", site=f"The {name}", case="", docket=""))
    )
    words = " ".join(f"Testa {name}".split())
    title = from_latex(fields["title"][1:-1])
    if name.isprintable():
        assert title == words
    assert fields["author"].startswith("{The")
    assert fields["author"].endswith("}")


def test_an_address_in_bibtex_holds_nothing_that_breaks_it() -> None:
    ((_kind, _key, fields),) = read_bibtex(
        bibtex(citation(address="https://tracker.example/?q={a}\\ ~b&c=%20_#"))
    )
    assert fields["url"] == "https://tracker.example/?q=%7Ba%7D%5C%20%7Eb&c=%20_#"


@given(ANY_TEXT)
def test_csl_json_follows_its_schema(name: str) -> None:
    items = json.loads(csl_json(citation(subject=f"T {name}", site=f"S {name}", court=name, docket=name)))
    jsonschema.Draft7Validator(CSL).validate(items)


def test_csl_json_gives_the_dates_and_the_name_whole() -> None:
    (item,) = json.loads(csl_json(citation(site="Cases, Rulings, and Facts")))
    assert item["author"] == [{"literal": "Cases, Rulings, and Facts"}]
    assert item["issued"] == {"date-parts": [[2024, 7, 1]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 22]]}
    assert item["URL"] == citation().address


def test_csl_json_sets_no_type_style_by_chance() -> None:
    (item,) = json.loads(csl_json(citation(subject="A <i>b</i> < c <SPAN class='x'>")))
    assert not re.search(r"</?[a-zA-Z]", item["title"])
    assert item["title"].replace("\u2060", "").startswith("A <i>b</i> < c <SPAN class='x'>")


def test_ris_begins_with_its_type_and_ends_with_its_end() -> None:
    lines = ris(citation()).split("\r\n")
    assert (lines[0], lines[-2:]) == ("TY  - ELEC", ["ER  - ", ""])
    (reference,) = read_ris(ris(citation()))
    assert (reference["DA"], reference["Y2"], reference["PY"]) == ("2024/07/01/", "2026/11/22/", "2024")
    assert reference["UR"] == citation().address
    assert re.fullmatch("[0-9A-Z]{1,20}", reference["ID"])


def test_ris_takes_no_part_of_the_sites_name_for_a_given_name() -> None:
    (reference,) = read_ris(ris(citation(site="Cases, Rulings* and Facts")))
    assert reference["AU"] == "Cases Rulings and Facts"
    assert reference["PB"] == "Cases, Rulings* and Facts"


@given(ANY_TEXT)
def test_ris_keeps_each_value_on_its_line(name: str) -> None:
    references = read_ris(ris(citation(subject=f"T{name}\r\nER  - \r\n"), citation(site=f"S{name}")))
    assert len(references) == 2
    assert all(set(reference) >= {"TY", "TI", "AU", "UR", "N1", "ER"} for reference in references)


@pytest.mark.parametrize("extension", FORMATS)
def test_every_format_carries_the_hash_both_dates_and_no_line_ends_but_its_own(extension: str) -> None:
    written: Any = FORMATS[extension].write(citation(subject=AWKWARD))
    for told in ("0123456789ab", "30 June 2024", "1 July 2024", "tracker.example"):
        assert told in written
    assert ("\r" in written) is (extension == "ris")
