"""Who the filters by role offer: everybody public who has the role, and nobody else."""

from __future__ import annotations

import pytest

from people.models import Party
from proceedings.models import Participation
from proceedings.record import services
from proceedings.research.lists import facet_suggestions
from tests.factories import ChargeFactory, PartyFactory, RestrictionFactory, happen

pytestmark = pytest.mark.django_db


def _taking_part(name: str, role: str, *, is_public: bool = True) -> Party:
    charge = ChargeFactory()
    party: Party = PartyFactory(name=name)
    services.record(Participation(case=charge.defendant.case, party=party, role=role))
    if is_public:
        happen(charge, "filed", "2024-01-10", kind="filing", type="information")
    return party


def test_everybody_public_with_a_role_is_offered_once() -> None:
    sitting = _taking_part("Judge Ofthe Case", "judge")
    services.record(
        Participation(case=ChargeFactory().defendant.case, party=sitting, role="judge")
    )  # a second case
    ruling = ChargeFactory()
    happen(ruling, "filed", "2024-01-10", kind="filing", type="information")
    once = PartyFactory(name="Judge Ofone Ruling")
    happen(ruling, "dismissed_with_prejudice", "2024-02-10", type="dismissal", judge=once)
    services.record(Participation(case=ruling.defendant.case, party=once, role="witness"))
    special = _taking_part("Special Madeup", "special_prosecutor")
    plain = _taking_part("Plain Madeup", "prosecutor")
    _taking_part("Draft Madeup", "prosecutor", is_public=False)
    sealed = _taking_part("Sealed Madeup", "prosecutor")
    RestrictionFactory(party=sealed)

    def offered(name: str) -> list[str]:
        return sorted(key for role, key, _words, _number in facet_suggestions.all_choices() if role == name)

    assert offered("judge") == sorted([sitting.key, once.key])
    assert offered("prosecutor") == sorted([special.key, plain.key])
    assert offered("counsel") == []


def _judges() -> list[str]:
    return [key for role, key, _words, _number in facet_suggestions.all_choices() if role == "judge"]


def test_no_more_are_offered_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        _taking_part(f"Judge Number {number}", "judge")
    monkeypatch.setattr(facet_suggestions, "OFFERED_LIMIT", 3)
    assert len(_judges()) == 3
    monkeypatch.setattr(facet_suggestions, "CANDIDATES", 2)
    assert len(_judges()) == 2
