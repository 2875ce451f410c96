"""What is recorded already of what is being entered: parties by name, told apart, and docket numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kit.text_folding import fold_words
from people.models import Party
from proceedings.admin.visibility import can_see, visible_to
from proceedings.models import Case, Defendant, Participation, PartyWord
from proceedings.record.duplicate_keys import name_key
from proceedings.record.search.find import close_words

MOST_SHOWN = 8
CASES_NAMED = 2
# Says nothing of what is recorded; who may see it is shown it.
CANNOT_BE_ENTERED = gettext_lazy("This cannot be entered here. An administrator can tell why.")


@dataclass(frozen=True, slots=True)
class KnownParties:
    """Who is recorded under a name: under the very name or another name, and under one spelt almost so.

    `is_closed` tells that somebody of this very name is recorded whom the user may not see.
    """

    same: tuple[Party, ...] = ()
    similar: tuple[Party, ...] = ()
    is_closed: bool = False


def parties_named(name: str, user: Any, *, but: int | None = None) -> KnownParties:
    """Find the parties of a name, in any order of its words, as far as a user may see them."""
    key = name_key(name)
    if not key:
        return KnownParties()
    others = Party.objects.all() if but is None else Party.objects.exclude(pk=but)
    bearers = others.filter(search_words__word=key).distinct()
    same = list(visible_to(user, bearers).order_by("pk")[:MOST_SHOWN])
    alike = others.exclude(pk__in=bearers.values("pk"))
    words = fold_words(name)
    close = close_words(words)
    for word in words:
        bearing = PartyWord.objects.filter(word__in=[word, *close.get(word, ())])
        alike = alike.filter(pk__in=bearing.values("party"))
    similar = visible_to(user, alike).order_by("sort_name", "pk")[:MOST_SHOWN]
    return KnownParties(tuple(same), tuple(similar), is_closed=len(same) < min(bearers.count(), MOST_SHOWN))


def tell_apart(parties: Collection[Party], user: Any) -> dict[int, str]:
    """Name each party with the cases it is in: `Testa Vorlage (defendant in People v. Vorlage)`."""
    ids = [party.pk for party in parties]
    parts: dict[int, list[str]] = defaultdict(list)
    for row in visible_to(user, Defendant.objects.filter(party__in=ids)).select_related("case"):
        parts[row.party_id].append(_("defendant in %(case)s") % {"case": row.case})
    for part in visible_to(user, Participation.objects.filter(party__in=ids)).select_related("case"):
        words = {"role": str(part.get_role_display()).lower(), "case": part.case}
        parts[part.party_id].append(_("%(role)s in %(case)s") % words)
    return {party.pk: f"{party.name} ({_in_cases(parts[party.pk])}, no. {party.pk})" for party in parties}


def _in_cases(parts: list[str]) -> str:
    if not parts:
        return _("in no case")
    more = len(parts) - CASES_NAMED
    if more <= 0:
        return "; ".join(parts)
    others = ngettext("%(number)s more case", "%(number)s more cases", more) % {"number": more}
    return "; ".join([*parts[:CASES_NAMED], others])


def docket_already_known(twin: Case, user: Any) -> str:
    """Say which case has a docket number already, and lead to it; of one that is closed, nothing."""
    if not can_see(user, Case, twin.pk):
        return str(CANNOT_BE_ENTERED)
    address = reverse("admin:proceedings_case_change", args=(twin.pk,))
    words = _("This court has a case with this docket number already: {}.")
    return format_html(words, format_html('<a href="{}">{}, {}</a>', address, twin.docket_number, twin))
