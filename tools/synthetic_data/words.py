"""What made-up cases are made of: names nobody bears, courts of nowhere, offences against nothing."""

from __future__ import annotations

from random import Random
from typing import Any

FIRST = (
    "Testa",
    "Sampla",
    "Exemplo",
    "Placeholda",
    "Fictio",
    "Dummya",
    "Mocka",
    "Pretenso",
    "Imagina",
    "Nemona",
    "Nullia",
    "Figmenta",
    "Fabulo",
    "Specima",
    "Inventa",
    "Notarea",
    "Phantasmo",
    "Hypothea",
    "Pseudona",
    "Makeup",
)
BIRDS = (
    "Mockingbird",
    "Nightjar",
    "Sandpiper",
    "Turnstone",
    "Whimbrel",
    "Yellowhammer",
    "Dotterel",
    "Fieldfare",
    "Wheatear",
    "Godwit",
    "Lapwing",
    "Redstart",
    "Goldcrest",
    "Treecreeper",
    "Sanderling",
    "Guillemot",
    "Razorbill",
    "Shearwater",
    "Kittiwake",
    "Oystercatcher",
)
NOWHERE = (
    "Nonesuch",
    "Neverwas",
    "Placeholder",
    "Makebelieve",
    "Imaginary",
    "Fictitious",
    "Pretend",
    "Figment",
    "Hypothesis",
    "Nowhere",
    "Unreal",
    "Invented",
    "Sample",
    "Example",
    "Specimen",
    "Mirage",
    "Fable",
    "Supposed",
    "Dreamt",
    "Wouldbe",
)
PLACES = tuple(f"{bird} {end}" for end in ("Falls", "County", "Heath") for bird in BIRDS)
# Offence, statute, severity; the first are the most frequent.
OFFENCES = (
    ("Theft of imaginary goods", "Code of Nowhere s. 101", "misdemeanor"),
    ("Possession of a fictitious substance", "Code of Nowhere s. 204", "felony"),
    ("Driving a made-up carriage while dreaming", "Code of Nowhere s. 310", "misdemeanor"),
    ("Battery upon a figment", "Code of Nowhere s. 415", "misdemeanor"),
    ("Burglary of an imaginary building", "Code of Nowhere s. 120", "felony"),
    ("Aggravated battery upon a figment", "Code of Nowhere s. 416", "felony"),
    ("Forgery of a fictitious coin", "Code of Nowhere s. 130", "felony"),
    ("Trespass on a mirage", "Code of Nowhere s. 122", "petty_misdemeanor"),
    ("Robbery of an invented bank", "Code of Nowhere s. 118", "felony"),
    ("Whistling after dark", "Code of Nowhere s. 501", "infraction"),
    ("Tampering with imaginary evidence", "Code of Nowhere s. 140", "felony"),
    ("Unlawful keeping of a made-up weapon", "Code of Nowhere s. 220", "felony"),
    ("Arson of a castle in the air", "Code of Nowhere s. 125", "felony"),
    ("Homicide of a character in a story", "Code of Nowhere s. 401", "felony"),
)
CLAIMS = (
    "Imaginary negligence",
    "Breach of a contract never made",
    "Nuisance by an invented noise",
    "Defamation of a fictitious character",
)
WEIGHTS = tuple(range(len(OFFENCES), 0, -1))
WITH_MIDDLE = 0.4
COURTS = 60
JUDGES = 120


def key(seed: int, kind: str, number: int) -> str:
    """Return the id of something made up; two seeds never share one."""
    return f"made-up-{seed}-{kind}-{number}"


def person(seed: int, number: int, dice: Random) -> dict[str, Any]:
    """Return a party whose name nobody bears."""
    first, bird, end = dice.choice(FIRST), dice.choice(BIRDS), dice.choice(NOWHERE)
    middle = f" {dice.choice('ABCDEFGHJKLMNPRSTVW')}." if dice.random() < WITH_MIDDLE else ""
    given = f"{first}{middle}"
    return {
        "id": key(seed, "party", number),
        "name": f"{given} {bird}-{end}",
        "sort_name": f"{bird}-{end}, {given}",
        "kind": "person",
    }


def company(seed: int, number: int, dice: Random) -> dict[str, Any]:
    """Return an organisation that does not exist."""
    name = f"Fictional {dice.choice(BIRDS)} {dice.choice(('Corp', 'Ltd', 'Works', 'Holdings'))} No. {number}"
    return {"id": key(seed, "party", number), "name": name, "kind": "organisation"}


def shared(seed: int) -> dict[str, Any]:
    """Return what all cases share: the courts of nowhere, who sits there, who charges, and the one source."""
    dice = Random(f"{seed} shared")  # noqa: S311  # play, not secrets
    judges = [
        person(seed, number, dice) | {"id": key(seed, "judge", number)} for number in range(1, JUDGES + 1)
    ]
    state = {"id": key(seed, "state", 1), "name": "State of Nowhere (made up)", "kind": "government"}
    return {
        "casetracker": "1",
        "courts": [_court(seed, number) for number in range(1, COURTS + 1)],
        "parties": [state, *judges],
        "sources": [
            {
                "id": key(seed, "source", 1),
                "publisher": "Records Office of Nowhere (made up)",
                "title": f"Made-up records, seed {seed}",
                "title_is_description": "yes",
                "kind": "other",
                "link": "no",
            }
        ],
    }


def _court(seed: int, number: int) -> dict[str, Any]:
    place = PLACES[number - 1]
    return {
        "id": key(seed, "court", number),
        "name": f"{place} {'District' if number % 5 else 'Appeal'} Court (made up)",
        "place": place,
        "country": "ZZ",
        "timezone": "UTC",
    }
