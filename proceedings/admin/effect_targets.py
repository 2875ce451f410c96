"""What an event of a case can act on: the charges and claims of its defendants, and they themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from proceedings.admin.visibility import visible_to
from proceedings.law.codes import CaseLinkKind
from proceedings.models import Case, CaseLink, Charge, Claim, Defendant

EMPTY = ("", "---------")


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
        """Nothing is read before it is needed, and then once."""
        self.case, self.user = case, user

    @cached_property
    def defendants(self) -> list[Defendant]:
        """Read the defendants with their charges and claims, as far as the user may see them."""
        return _defendants(self.case, self.user)

    @cached_property
    def groups(self) -> list[tuple[str, list[Target]]]:
        """List the targets by defendant, under the defendant's name."""
        several = len(self.defendants) > 1
        return [(self._heading(row), list(_targets(row, named=several))) for row in self.defendants]

    @cached_property
    def by_value(self) -> dict[str, Target]:
        """Find a target by the value its choice submits, such as `charge:17`."""
        return {target.value: target for _heading, group in self.groups for target in group}

    @property
    def has_charges(self) -> bool:
        """Tell whether anybody here is charged."""
        return any(target.charge for target in self.by_value.values())

    @property
    def has_claims(self) -> bool:
        """Tell whether anybody here is sued or cited."""
        return any(target.claim for target in self.by_value.values())

    def choices(self) -> list[Any]:
        """Return the choices of an outcome, grouped by defendant."""
        groups = [(heading, [(one.value, one.words) for one in group]) for heading, group in self.groups]
        return [EMPTY, *groups]

    def choices_of_sentence(self) -> list[Any]:
        """Return the choices of a part of a sentence: one charge, or every charge the sentence decides."""
        groups = [
            (heading, [_of_sentence(one, heading) for one in group if one.claim is None])
            for heading, group in self.groups
        ]
        return [EMPTY, *groups]

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


def _targets(defendant: Defendant, *, named: bool) -> Iterable[Target]:
    """Yield what can be acted on; where several are in the case, each choice says whose it is."""
    name = defendant.party.name
    whose = f"{name}, " if named else ""
    for charge in defendant.charges.all():
        words = f"{whose}{charge.count_label}: {charge.offence}"
        yield Target(f"charge:{charge.pk}", words, defendant.pk, charge=charge.pk)
    for claim in defendant.claims.all():
        yield Target(f"claim:{claim.pk}", f"{whose}{claim.label}", defendant.pk, claim=claim.pk)
    yield Target(f"defendant:{defendant.pk}", _("%(name)s as a person") % {"name": name}, defendant.pk)


def _of_sentence(target: Target, name: str) -> tuple[str, str]:
    if target.charge:
        return target.value, target.words
    return target.value, _("%(name)s: every charge sentenced here") % {"name": name}
