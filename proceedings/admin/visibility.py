"""What the admin shows to whom: records closed to the public are shown to administrators only."""

from __future__ import annotations

from typing import Any

from django.db import models

from proceedings.record.roles import may_seal
from proceedings.record.visibility import exclude_closed


def visible_to(user: Any, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Keep the rows a user of the admin may see."""
    return rows if may_seal(user) else exclude_closed(rows)


def can_see(user: Any, model: type[models.Model], pk: Any) -> bool:
    """Tell whether a user may see one row."""
    return visible_to(user, model._default_manager.filter(pk=pk)).exists()
