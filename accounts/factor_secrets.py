"""Secrets of second factors, encrypted under keys that stand outside the database.

A database alone, such as a lost copy, then lets nobody make codes. Secrets from before are in clear; they
are read as they are until `encrypt_factors` has run, as it does at every start.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

PREFIX = "fernet:"
# Where allauth keeps what is secret: the key of an app, the seed of recovery codes.
SECRET_KEYS = ("secret", "seed")


class UnreadableSecretError(Exception):
    """A secret was encrypted under a key that is not here."""


def encrypt(text: str) -> str:
    """Encrypt a secret under the first key."""
    return PREFIX + _cipher().encrypt(text.encode()).decode("ascii")


def decrypt(stored: str) -> str:
    """Return a secret in clear, under whichever key it was encrypted, or under none.

    Raises UnreadableSecretError.
    """
    if not stored.startswith(PREFIX):
        return stored
    try:
        return _cipher().decrypt(stored.removeprefix(PREFIX)).decode()
    except InvalidToken as error:
        raise UnreadableSecretError("no key in FACTORS_KEYS reads this second factor") from error


def encrypt_stored() -> int:
    """Encrypt the secrets that stand in clear, or under a former key; return how many were."""
    current, changed = MultiFernet([_key(settings.FACTORS_KEYS[0])]), 0
    for row in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN):  # which has public keys only
        data = {
            name: encrypt(decrypt(value)) if name in SECRET_KEYS and not _is_under(current, value) else value
            for name, value in row.data.items()
        }
        if data != row.data:
            row.data = data
            row.save(update_fields=["data"])
            changed += 1
    return changed


def _is_under(cipher: MultiFernet, stored: str) -> bool:
    if not stored.startswith(PREFIX):
        return False
    try:
        cipher.decrypt(stored.removeprefix(PREFIX))
    except InvalidToken:
        return False
    return True


def _cipher() -> MultiFernet:
    return MultiFernet([_key(key) for key in settings.FACTORS_KEYS])


def _key(text: str) -> Fernet:
    """Make a key of the length Fernet wants from a text of any length."""
    return Fernet(urlsafe_b64encode(sha256(text.encode()).digest()))
