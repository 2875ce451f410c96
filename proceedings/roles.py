"""Who may do what in the admin."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

EDITORS = "Editors"
RECORDED_IN = ("people", "proceedings")


def editors() -> Group:
    """Return the group of editors, with every permission it is due; create it when there is none."""
    group, _created = Group.objects.get_or_create(name=EDITORS)
    group.permissions.add(*editor_permissions())
    return group


def editor_permissions() -> QuerySet[Permission]:
    """List what an editor may: see, add and change every record. Nobody deletes a fact: it is withdrawn."""
    verbs = (
        Q(codename__startswith="view_") | Q(codename__startswith="add_") | Q(codename__startswith="change_")
    )
    return Permission.objects.filter(verbs, content_type__app_label__in=RECORDED_IN)
