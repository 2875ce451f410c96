"""What may be told of rows that are shown: names, docket numbers, links, statements.

Each is asked of today and of `known`: what was taken back is told at no `known`. The conditions hold for rows
of live tables and of history tables alike, unless they say otherwise.
"""

from __future__ import annotations

from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models import Case as Choose
from django.db.models.expressions import Combinable

from people.models import Party
from proceedings.law.codes import Role
from proceedings.models import (
    Case,
    HarmedPerson,
    Participation,
    PressFact,
    Source,
)

Rows = QuerySet[Any]

# Of a victim, until a reason to name them is recorded.
_UNNAMED = {"role": Role.VICTIM.value, "named_because": ""}


# The flags of rows, and the value of each that lets something be told.
RIGHTS: dict[type[Model], dict[str, bool]] = {
    Party: {"private": False},
    Case: {"print_docket": True},
    Source: {"link_public": True},
    PressFact: {"public": True},
}


def is_past(model: type[Model]) -> bool:
    """Tell whether a model is that of a history table."""
    return hasattr(model, "instance_type")


def _today(model: type[Model], **where: Any) -> Exists:
    """Return the condition that the live row of a row of history meets conditions."""
    return Exists(model._default_manager.filter(pk=OuterRef("id"), **where))


def disclosable_columns(model: type[Model]) -> dict[str, Combinable]:
    """Return the columns of a row of history that say what may be told, as they hold today as well.

    A row of the past read with these says what it said, and of what was taken back since says that it may
    not be told.
    """
    if model is Participation:
        return _told_of_participations()
    if model is HarmedPerson:
        named = named_harmed(HarmedPerson.objects.filter(pk=OuterRef("id")))
        return {"named_because": _or_nothing(Exists(named), F("named_because"))}
    return {
        field: Choose(
            When(_today(model, **{field: told}), then=F(field)),
            default=Value(not told),
            output_field=BooleanField(),
        )
        for field, told in RIGHTS.get(model, {}).items()
    }


def _told_of_participations() -> dict[str, Combinable]:
    """Return who is a victim, and why they are named: one who is not named today was not named then."""
    live = Participation.objects.filter(pk=OuterRef("id"))
    unnamed, named = live.filter(**_UNNAMED), live.exclude(named_because="")
    return {
        "role": Choose(
            When(Exists(unnamed), then=Value(Role.VICTIM.value)), default=F("role"), output_field=CharField()
        ),
        "named_because": _or_nothing(Exists(named), F("named_because")),
    }


def _or_nothing(condition: Exists | Q, text: F) -> Choose:
    """Return a text where a condition is met, and else an empty one."""
    return Choose(When(condition, then=text), default=Value(""), output_field=TextField())


def _right(rows_of: type[Model], model: type[Model]) -> Q:
    """Return the condition that a row may be told, and its live row as well when it is one of history."""
    right = RIGHTS[model]
    return Q(**right) & Q(_today(model, **right)) if is_past(rows_of) else Q(**right)


def named_participations(rows: Rows) -> Rows:
    """Leave out the victims for whom no reason to name them is recorded, then or today.

    The same of a row in Python is Participation.is_named.
    """
    rows = rows.exclude(**_UNNAMED)
    if not is_past(rows.model):
        return rows
    live = Participation.objects.filter(pk=OuterRef("id"))
    named = ~Q(role=Role.VICTIM.value) | Q(Exists(live.exclude(named_because="")))
    return rows.filter(named).exclude(Exists(live.filter(**_UNNAMED)))


def unnamed_participations() -> QuerySet[Participation]:
    """Return the roles of victims whom no recorded reason names."""
    return Participation.objects.filter(**_UNNAMED)


def named_harmed(rows: Rows) -> Rows:
    """Keep the persons a matter harmed who may be named: for a recorded reason, and not while private."""
    return rows.exclude(named_because="").filter(party__private=False)


def is_named(row: HarmedPerson) -> bool:
    """Tell whether the reason is recorded for which a person the matter harmed may be named."""
    return bool(row.named_because)


def is_statement_public(row: PressFact) -> bool:
    """Tell whether a statement of an account may be shown; a row of the past says so of today as well."""
    return row.public


def named_parties(rows: Rows) -> Rows:
    """Keep the parties who are not private, then or today."""
    return rows.filter(_right(rows.model, Party))


def private_parties() -> QuerySet[Party]:
    """Return the parties who are shown without their names."""
    return Party.objects.filter(private=True)


def is_private(party: Party) -> bool:
    """Tell whether a party is shown without the name; a row of the past says so of today as well."""
    return party.private


def disclosable_name(rows_of: type[Model]) -> Choose:
    """Return the name of a party's row; an empty one when it may not be told."""
    return _or_nothing(_right(rows_of, Party), F("name"))


def prints_docket(rows_of: type[Model]) -> Q:
    """Return the condition that the docket number of a case's row may be printed, then and today."""
    return _right(rows_of, Case)


def is_docket_printed(case: Case) -> bool:
    """Tell whether the docket number of a case may be printed; a row of the past says so of today as well."""
    return case.print_docket


def disclosable_docket(rows_of: type[Model], case: str = "") -> Choose:
    """Return the docket number of a case's row, or nothing where it may not be printed.

    `case` is the way to the case from a live row, as “case__”.
    """
    shown = Q(**{f"{case}print_docket": True}) if case else prints_docket(rows_of)
    return _or_nothing(shown, F(f"{case}docket_number"))


def disclosable_address(field: str) -> Choose:
    """Return an address of a source, or nothing where it may not be linked."""
    return _or_nothing(Q(link_public=True), F(field))


def unprinted_cases() -> QuerySet[Case]:
    """Return the cases whose docket number may not be printed."""
    return Case.objects.filter(print_docket=False)


def unlinked_sources() -> QuerySet[Source]:
    """Return the sources that may not be linked."""
    return Source.objects.filter(link_public=False)
