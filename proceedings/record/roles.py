"""Who may do what in the admin: four roles, each a group of Django's with the permissions it is due.

A contributor writes drafts and leaves alone what is published. An editor edits everything, but publishes
nothing. A publisher publishes and withdraws. An administrator manages people and closes records, and may do
whatever the others may. `manage.py sync_roles` makes the groups; it may be run at any time.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as _

RECORDED_IN = ("people", "proceedings")


class Role(StrEnum):
    """What somebody may do; each role may do what those before it may."""

    CONTRIBUTOR = "contributor"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"

    @property
    def group_name(self) -> str:
        """Return the name of the role's group."""
        return GROUP_NAMES[self]


GROUP_NAMES = {
    Role.CONTRIBUTOR: "Contributors",
    Role.EDITOR: "Editors",
    Role.PUBLISHER: "Publishers",
    Role.ADMINISTRATOR: "Administrators",
}

# Rights that Django does not make by itself: (model they stand with, what they let somebody do).
EDIT_PUBLISHED = "edit_published"
PUBLISH = "publish_event"
SEAL = "seal_record"
RIGHTS: dict[str, tuple[str, str]] = {
    EDIT_PUBLISHED: ("event", _("Can change what is published")),
    PUBLISH: ("event", _("Can publish and withdraw")),
    SEAL: ("restriction", _("Can close records to the public, and see closed ones")),
}
# Models a role is the first to have to do with; nobody before it sees them.
KEPT_FOR: dict[str, Role] = {
    "correction": Role.EDITOR,
    "identitydecision": Role.EDITOR,
    "report": Role.EDITOR,
    "restriction": Role.ADMINISTRATOR,
}
PEOPLE_IN = "accounts"  # sign-ins and invitations, with the rights they have
PEOPLE_RIGHTS = ("view_user", "add_user", "change_user", "view_group")  # of the administrators


def may_edit_published(user: Any) -> bool:  # noqa: ANN401  # whoever is signed in, or nobody
    """Tell whether a user may change what is published."""
    return bool(user.has_perm(f"proceedings.{EDIT_PUBLISHED}"))


def may_publish(user: Any) -> bool:  # noqa: ANN401  # whoever is signed in, or nobody
    """Tell whether a user may publish and withdraw."""
    return bool(user.has_perm(f"proceedings.{PUBLISH}"))


def may_seal(user: Any) -> bool:  # noqa: ANN401  # whoever is signed in, or nobody
    """Tell whether a user may close records to the public, and see those that are."""
    return bool(user.has_perm(f"proceedings.{SEAL}"))


@transaction.atomic
def sync_roles() -> None:
    """Give every role the permissions it is due, and no others. Safe to repeat."""
    for role in Role:
        group_of(role)


def group_of(role: Role) -> Group:
    """Return the group of a role, with exactly the permissions it is due; make it when there is none."""
    _make_rights()
    group, _created = Group.objects.get_or_create(name=role.group_name)
    group.permissions.set(permissions_of(role))
    return group


@transaction.atomic
def give_role(user: Any, role: Role) -> None:  # noqa: ANN401  # the user model is chosen by the settings
    """Give somebody one role and take the others from them. Rights given to them one by one stay."""
    group = group_of(role)
    others = [each.group_name for each in Role if each != role]
    user.groups.remove(*user.groups.filter(name__in=others))
    user.groups.add(group)


def permissions_of(role: Role) -> QuerySet[Permission]:
    """List what a role may: see, add and change records, and its own rights. Nobody deletes a fact."""
    roles = list(Role)
    reach = roles.index(role)
    kept_back = [model for model, first in KEPT_FOR.items() if roles.index(first) > reach]
    recorded = (
        Q(codename__startswith="view_") | Q(codename__startswith="add_") | Q(codename__startswith="change_")
    ) & Q(content_type__app_label__in=RECORDED_IN)
    rights = [EDIT_PUBLISHED, PUBLISH, SEAL][:reach]
    due = (recorded & ~Q(content_type__model__in=kept_back)) | Q(
        content_type__app_label="proceedings", codename__in=rights
    )
    if role == Role.ADMINISTRATOR:
        due |= Q(content_type__app_label="auth", codename__in=PEOPLE_RIGHTS)
        due |= Q(content_type__app_label=PEOPLE_IN)
    return Permission.objects.filter(due)


def _make_rights() -> None:
    """Make the permissions that Django does not make by itself."""
    held = set(
        Permission.objects.filter(content_type__app_label="proceedings", codename__in=RIGHTS).values_list(
            "codename", flat=True
        )
    )
    for codename, (model, words) in RIGHTS.items():
        if codename not in held:
            kind = ContentType.objects.get_for_model(apps.get_model("proceedings", model))
            Permission.objects.create(codename=codename, content_type=kind, name=words)
