"""What a page of a list costs, as far as its address tells."""

from __future__ import annotations

from django.http import HttpRequest

from kit.request_cost import HEAVY, PAGE
from proceedings.research.query.request_params import CURSORS

MOST_ORDINARY_FILTERS = 2
# They say how rows are shown, not which.
NOT_FILTERS = {*CURSORS, "on", "known", "sort", "hash", "limit"}
NEEDS_EVERY_ROW = {"known", "match"}


def cost_of_list(request: HttpRequest) -> int:
    """Return what a page of rows costs: reading the past, or several filters at once, counts every row."""
    asked = {name for name in request.GET if request.GET[name]}
    filters = asked - NOT_FILTERS
    is_heavy = len(filters) > MOST_ORDINARY_FILTERS or asked & NEEDS_EVERY_ROW or (filters and "on" in asked)
    return HEAVY if is_heavy else PAGE
