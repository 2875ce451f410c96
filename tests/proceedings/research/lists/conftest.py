"""What the tests of lists share."""

from __future__ import annotations

import pytest

from tests.proceedings.research.lists.desk import desk
from tests.proceedings.website.records.matter import Matter
from tests.worlds import again


@pytest.fixture
def matter(db: None) -> Matter:
    """Put the invented matter into the database."""
    return again(desk)
