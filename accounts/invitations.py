"""Invitations: made by an administrator, handed over as a link, accepted once."""

from __future__ import annotations

from datetime import UTC, datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Invitation

_signer = Signer(salt="accounts.invitations")


class InvitationOverError(Exception):
    """The link was used, withdrawn, or is too old; or somebody has the address or the name by now."""


def path_of(invitation: Invitation) -> str:
    """Return the signed link of an invitation, without the host."""
    return reverse("invitation", args=[_signer.sign(str(invitation.pk))])


def read(token: str) -> Invitation | None:
    """Return the open invitation a link names, if its signature is ours."""
    try:
        found = Invitation.objects.filter(pk=int(_signer.unsign(token))).first()
    except (BadSignature, ValueError):
        return None
    return found if found is not None and found.is_open() else None


def has_account(email: str) -> bool:
    """Tell whether somebody signs in with this address already."""
    users = get_user_model()._default_manager
    return (
        EmailAddress.objects.filter(email__iexact=email).exists()
        or users.filter(email__iexact=email).exists()
        or users.filter(username__iexact=email).exists()
    )


@transaction.atomic
def accept(invitation: Invitation, *, username: str, password: str) -> User:
    """Make the account with its role and its verified address; the link is used up.

    Raises InvitationOverError when it was used meanwhile.
    """
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not locked.is_open() or has_account(locked.email):
        raise InvitationOverError
    user = User.objects.create_user(username, locked.email, password, is_staff=True)
    user.groups.add(locked.role)
    EmailAddress.objects.create(user=user, email=locked.email, verified=True, primary=True)
    locked.accepted_at = datetime.now(UTC)
    locked.accepted_by = user
    locked.save(update_fields=["accepted_at", "accepted_by"])
    return user


def withdraw(invitation: Invitation) -> None:
    """Make the link useless."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=datetime.now(UTC)
    )


def send(invitation: Invitation, link: str) -> bool:
    """Send the link by e-mail where a mail server is configured; tell whether it was."""
    if not settings.SENDS_EMAIL:
        return False
    words = render_to_string("account/invitation.txt", {"invitation": invitation, "link": link})
    send_mail(_("Invitation to casetracker"), words, None, [invitation.email])
    return True
