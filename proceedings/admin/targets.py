"""What an event of a case can act on: the charges and claims of its defendants, and the defendants themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from proceedings.admin.visibility import visible_to
from proceedings.codes import CaseLinkKind
from proceedings.models import Case, CaseLink, Charge, Claim, Defendant


@dataclass(frozen=True, slots=True)
class Target:
    """One charge, one claim, or one defendant as a person."""

    value: str
    words: str
    defendant: int
    charge: int | None = None
    claim: int | None = None


class Targets:
    """What the events of one case can act on; for an appeal, what stands in the cases below it."""

    def __init__(self, case: Case, user: Any) -> None:
        """Read the defendants with their charges and claims, as far as the user may see them."""
        self.case = case
        self.defendants = _defendants(case, user)
        self.groups = [(self._heading(row), list(_targets(row))) for row in self.defendants]
        self.by_value = {target.value: target for _heading, group in self.groups for target in group}

    @property
    def has_charges(self) -> bool:
        """Tell whether anybody here is charged."""
        return any(target.charge for target in self.by_value.values())

    @property
    def has_claims(self) -> bool:
        """Tell whether anybody here is sued or cited."""
        return any(target.claim for target in self.by_value.values())

    def choices(self, *, claims: bool = True) -> list[Any]:
        """Return the choices of a select, grouped by defendant."""
        groups = [
            (heading, [(one.value, one.words) for one in group if claims or one.claim is None])
            for heading, group in self.groups
        ]
        return [("", "---------"), *groups]

    def _heading(self, defendant: Defendant) -> str:
        if defendant.case_id == self.case.pk:
            return defendant.party.name
        return f"{defendant.party.name} ({defendant.case.caption})"


def value_of(part: Any) -> str:
    """Return the value of the target that an outcome, or a part of a sentence, names."""
    if part.charge_id:
        return f"charge:{part.charge_id}"
    if getattr(part, "claim_id", None):
        return f"claim:{part.claim_id}"
    return f"defendant:{part.defendant_id}" if part.defendant_id else ""


def _defendants(case: Case, user: Any) -> list[Defendant]:
    rows = visible_to(user, Defendant.objects.filter(case__in=_cases(case)))
    charges = visible_to(user, Charge.objects.all()).order_by("position", "pk")
    claims = visible_to(user, Claim.objects.all()).order_by("position", "pk")
    return list(
        rows.select_related("party", "case").prefetch_related(
            Prefetch("charges", queryset=charges), Prefetch("claims", queryset=claims)
        )
    )


def _cases(case: Case) -> set[int]:
    """Return the case with those below it, whose charges an appeal acts on."""
    reached, fresh = {case.pk}, {case.pk}
    while fresh:
        below = CaseLink.objects.filter(case__in=fresh, kind=CaseLinkKind.APPEAL_OF.value)
        fresh = set(below.values_list("other", flat=True)) - reached
        reached |= fresh
    return reached


def _targets(defendant: Defendant) -> Iterable[Target]:
    for charge in defendant.charges.all():
        words = f"{charge.count_label}: {charge.offence}"
        yield Target(f"charge:{charge.pk}", words, defendant.pk, charge=charge.pk)
    for claim in defendant.claims.all():
        yield Target(f"claim:{claim.pk}", claim.label, defendant.pk, claim=claim.pk)
    words = _("%(name)s as a person") % {"name": defendant.party.name}
    yield Target(f"defendant:{defendant.pk}", words, defendant.pk)
