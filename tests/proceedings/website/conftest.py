"""What the tests of pages share."""

from __future__ import annotations

import pytest

from tests.proceedings.website.records.matter import Matter, invent
from tests.worlds import again


@pytest.fixture
def matter(db: None) -> Matter:
    """Put the invented matter into the database."""
    return again(invent)
