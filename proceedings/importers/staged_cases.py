"""Parcels become case files, and what the record holds already decides what of them is news."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from proceedings.casefiles.dump.files import dump
from proceedings.casefiles.format.base import Part
from proceedings.casefiles.format.case import VERSION, Case, Charge
from proceedings.casefiles.format.event import Event
from proceedings.casefiles.format.matter import Party
from proceedings.casefiles.parsing.documents import (
    Block,
    Document,
    Place,
    Value,
)
from proceedings.law.codes import Publication
from proceedings.models import Case as CaseRow

# What no case file says of itself: who says so, and whether it is public.
_NOT_COMPARED = {"sources", "publication", "reason"}
# Why an event is withdrawn that a newer version leaves out; public, so it says no more than that.
GONE = "No longer in the data set"


def document_of(content: Mapping[str, Any], *, name: str) -> Document:
    """Return a case file as if it had been read from text, under the name of the row it comes from."""
    document = Document(name)
    root = _value({"casetracker": VERSION, **content}, document, ())
    document.root = root
    return document


def _value(given: object, document: Document, place: Place) -> Value:
    if isinstance(given, Mapping):
        block = Block(document, place)
        for key, inner in given.items():
            value = _value(inner, document, (*place, key))
            if value is not None:
                block[key] = value
        return block
    if isinstance(given, list | tuple):
        kept = [one for one in given if one not in (None, "")]
        return [_value(one, document, (*place, number)) for number, one in enumerate(kept)] or None
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, Decimal):
        return f"{given.normalize():f}"
    if isinstance(given, date):
        return given.isoformat()
    return None if given in (None, "") else str(given).strip() or None


class ExistingCase:
    """What the database holds of the case of a parcel."""

    def __init__(self, key: str, whole: Mapping[str, Any] | None = None) -> None:
        """Read the case, if there is one, as its file would have it; or take what it holds."""
        if whole is None:
            whole = dump([key], with_closed=True) if CaseRow.objects.filter(key=key).exists() else {}
        self.case: dict[str, Any] = _by_id(whole.get("cases", ())).get(key, {})
        self.parties = _by_id(whole.get("parties", ())) if self.case else {}
        self.events = _by_id(self.case.get("events", ()))

    @classmethod
    def of(cls, keys: Sequence[str]) -> dict[str, ExistingCase]:
        """Read cases that exist, all at once."""
        whole = dump(keys, with_closed=True) if keys else {}
        parties = _by_id(whole.get("parties", ()))
        found = {}
        for case in whole.get("cases", ()):
            found[case["id"]] = standing = cls(case["id"], {"cases": [case]})
            standing.parties = parties
        return found

    @property
    def is_public(self) -> bool:
        """Tell whether any event of the case is published."""
        return any(_publication(event) == Publication.PUBLISHED for event in self.events.values())

    def vanished(self, content: Mapping[str, Any], dataset: str) -> list[str]:
        """Return the ids of events that rest on a data set alone and are not in it any more."""
        if not dataset:
            return []
        given = {event["id"] for case in content["cases"] for event in case.get("events", ())}
        return [
            key
            for key, event in self.events.items()
            if key not in given
            and _publication(event) != Publication.WITHDRAWN
            and _is_of(dataset, event.get("sources", ()))
        ]


def settled(
    content: Mapping[str, Any], standing: ExistingCase, *, dataset: str, publish: bool
) -> dict[str, Any]:
    """Return a case file that says of each event whether it is public, and cites no version needlessly.

    A withdrawn event stays withdrawn, unless only a version that left it out had withdrawn it; a published
    one stays published. A fact that a newer version of its data set repeats cites the version that said it
    first: otherwise each new extract would rewrite every record.
    """
    keep = bool(dataset) and bool(standing.case)
    result = dict(content)
    result["parties"] = [
        _citing(Party, party, standing.parties.get(party["id"]), dataset) if keep else party
        for party in content.get("parties", ())
    ]
    result["cases"] = [
        _case(case, standing, dataset if keep else "", publish=publish) for case in content["cases"]
    ]
    return result


def _case(case: Mapping[str, Any], standing: ExistingCase, dataset: str, *, publish: bool) -> dict[str, Any]:
    settled_case = _citing(
        Case, case, standing.case, dataset, ignoring={"defendants", "events", "participants"}
    )
    held = {party["party"]: _by_id(party.get("charges", ())) for party in standing.case.get("defendants", ())}
    settled_case["defendants"] = [
        {
            **defendant,
            "charges": [
                _citing(Charge, charge, held.get(defendant["party"], {}).get(charge["id"]), dataset)
                for charge in defendant.get("charges", ())
            ],
        }
        for defendant in case.get("defendants", ())
    ]
    settled_case["events"] = [
        _published(
            _citing(Event, event, standing.events.get(event["id"]), dataset),
            standing.events.get(event["id"]),
            publish=publish,
        )
        for event in case.get("events", ())
    ]
    return settled_case


def _published(event: dict[str, Any], held: Mapping[str, Any] | None, *, publish: bool) -> dict[str, Any]:
    fresh = Publication.PUBLISHED if publish else Publication.DRAFT
    if held is None:
        return {"publication": fresh.value, **event}
    now, reason = _publication(held), str(held.get("reason", ""))
    if now == Publication.WITHDRAWN and not reason.startswith(GONE):
        return {**event, "publication": now, "reason": reason}
    if now == Publication.PUBLISHED:
        fresh = Publication.PUBLISHED
    return {"publication": fresh.value, **event}


def _publication(event: Mapping[str, Any]) -> str:
    return str(event.get("publication", Publication.PUBLISHED.value))


def _citing(
    model: type[Part],
    block: Mapping[str, Any],
    held: Mapping[str, Any] | None,
    dataset: str,
    *,
    ignoring: Iterable[str] = (),
) -> dict[str, Any]:
    """Return a block with the citations the record has, where nothing else of it is new."""
    same = (
        held
        and dataset
        and held.get("sources")
        and _is_of(dataset, held["sources"])
        and _said(model, block, ignoring) == _said(model, held, ignoring)
    )
    if not held or not same:
        return dict(block)
    kept = {**block, "sources": held["sources"]}
    if block.get("components"):
        kept["components"] = [
            {**new, **({"sources": old["sources"]} if old.get("sources") else {})}
            for new, old in zip(block["components"], held.get("components", ()), strict=True)
        ]
    return kept


def _said(model: type[Part], block: Mapping[str, Any], ignoring: Iterable[str]) -> object:
    """Return what a block says, defaults filled in, whoever says it; itself, if the format refuses it."""
    left_out = {*_NOT_COMPARED, *ignoring}
    told: dict[str, Any] = {key: value for key, value in block.items() if key not in left_out}
    if "outcomes" in told:
        told["outcomes"] = [one for outcome in told["outcomes"] for one in _apart(outcome)]
    if "components" in told:
        # Whose part it is may be written or left to be understood.
        told["components"] = [
            {key: value for key, value in part.items() if key not in {"sources", "defendant"}}
            for part in told["components"]
        ]
    plain = _value(told, Document(""), ())
    try:
        return model.model_validate(plain).model_dump()
    except ValidationError:
        return plain


def _apart(outcome: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return one outcome a charge (or claim)."""
    for key in ("charges", "claims"):
        if outcome.get(key):
            return [{**outcome, key: [one]} for one in outcome[key]]
    return [dict(outcome)]


def _is_of(dataset: str, sources: Iterable[Any]) -> bool:
    """Tell whether citations, of which there must be some, are all of one data set, in whatever version."""
    ids = [source["source"] if isinstance(source, Mapping) else source for source in sources]
    return bool(ids) and all(key.startswith(f"{dataset}-") for key in ids)


def _by_id(blocks: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {block["id"]: block for block in blocks}
