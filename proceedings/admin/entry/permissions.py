"""Who may enter which kind of event, and who may add later what came of it."""

from __future__ import annotations

from typing import Any

from proceedings.admin.entry.kinds import KINDS, ScreenKind
from proceedings.models import Event
from proceedings.record.roles import may_edit_published


def can_enter(user: Any, kind: ScreenKind) -> bool:
    """Tell whether a user may enter this kind of event."""
    return bool(user.has_perm(kind.permission))


def can_change(user: Any, kind: ScreenKind, event: Event) -> bool:
    """Tell whether a user may change an event: what is published, only with the right to."""
    changes = bool(user.has_perm(kind.permission.replace(".add_", ".change_")))
    return changes and (not event.is_public or may_edit_published(user))


def kinds_for(user: Any) -> list[ScreenKind]:
    """List the kinds of event a user may enter."""
    return [kind for kind in KINDS.values() if can_enter(user, kind)]


def can_enter_case(user: Any) -> bool:
    """Tell whether a user may enter everything a new case brings."""
    people = ("people.add_party",)
    rows = ("incident", "case", "defendant", "charge", "claim", "filing", "source")
    return bool(user.has_perms([*people, *(f"proceedings.add_{row}" for row in rows)]))
