"""The proceedings app: courts, cases and what happened in them."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceedingsConfig(AppConfig):
    """The proceedings package as Django knows it."""

    name = "proceedings"
    verbose_name = _("Proceedings")

    def ready(self) -> None:
        """Register the system checks."""
        from proceedings import checks  # noqa: F401, PLC0415  # importing registers; only possible once apps are ready
