"""Statuses of defendants: spans are read once as rows, and pages, files and the API write the same rows."""

from proceedings.research.statuses.detail import ClosedError, NotPublicError, changes, record
from proceedings.research.statuses.loader import StatusLoader, with_related
from proceedings.research.statuses.serializers import as_json, change_as_json
from proceedings.research.statuses.status_row import StatusRow

__all__ = [
    "ClosedError",
    "NotPublicError",
    "StatusLoader",
    "StatusRow",
    "as_json",
    "change_as_json",
    "changes",
    "record",
    "with_related",
]
