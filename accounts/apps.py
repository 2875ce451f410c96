"""The accounts app: signing in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People who work here, and how they prove it; knows nothing of cases."""

    name = "accounts"
    verbose_name = _("Signing in")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what allauth says of each sign-in."""
        from accounts import sign_in_log  # noqa: PLC0415  # needs the models

        sign_in_log.listen()
