"""People and organisations, and the names they are known by."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """The people package as Django knows it."""

    name = "people"
    verbose_name = _("People and organisations")
