"""What the tests of lists share."""

from __future__ import annotations

import pytest

from tests.proceedings.lists.desk import desk
from tests.proceedings.pages.matter import Matter


@pytest.fixture
def matter(db: None) -> Matter:
    """Record an invented matter."""
    return desk()
