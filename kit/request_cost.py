"""What an answer costs, as its view says: the unit is a page of ordinary size that is made anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest

PAGE = 1
HEAVY = 20  # a whole list as a file, its citation, figures counted anew

COST = "request_cost"

View = TypeVar("View", bound=Callable[..., object])
Cost = int | Callable[[HttpRequest], int]


def costs(cost: Cost) -> Callable[[View], View]:
    """Say of a view what its answers cost, or how to tell that from a request."""

    def with_cost(view: View) -> View:
        setattr(view, COST, cost)
        return view

    return with_cost


def cost_of(view: Callable[..., object], request: HttpRequest) -> int:
    """Return what a view's answer to a request costs: a page, unless the view says otherwise."""
    cost: Cost = getattr(view, COST, getattr(getattr(view, "cls", None), COST, PAGE))
    return cost if isinstance(cost, int) else cost(request)
