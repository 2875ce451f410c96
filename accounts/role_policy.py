"""Whose role needs a second factor, and which roles people are invited to."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import QuerySet

from proceedings.record.roles import Role, may_publish, may_seal


def needs_second_factor(user: Any) -> bool:
    """Tell whether somebody may publish, or manage people and close records, or do everything.

    The right is asked, not the role: whoever was given it singly needs the factor as well.
    """
    return may_publish(user) or may_seal(user)


def roles() -> QuerySet[Group]:
    """Return the groups of the roles of this site."""
    return Group.objects.filter(name__in=[role.group_name for role in Role])
