"""What the tests of pages share."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest
from pytest_django import DjangoDbBlocker

from tests.made_once import made_once
from tests.proceedings.pages.matter import Matter, invent


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Matter]:
    """Record an invented matter, once a file."""
    with made_once(django_db_blocker, invent) as matter:
        yield matter


@pytest.fixture
def matter(db: None, made: Matter) -> Matter:
    """Give a test a copy of the matter that it may change."""
    return deepcopy(made)
