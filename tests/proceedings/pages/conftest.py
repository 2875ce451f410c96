"""What the tests of pages share."""

from __future__ import annotations

import pytest

from tests.proceedings.pages.matter import Matter, invent


@pytest.fixture
def matter(db: None) -> Matter:
    """Record an invented matter."""
    return invent()
