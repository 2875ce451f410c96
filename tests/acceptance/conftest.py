"""What the acceptance tests share: one load of the database and one folder for a whole module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module")
def held(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Hold one transaction open for all tests of a module, and take everything back at its end."""
    folder = tmp_path_factory.mktemp("data")
    own = override_settings(DATA_DIR=folder, API_MOST_A_MINUTE=1_000_000)
    with own, django_db_blocker.unblock(), transaction.atomic():
        yield folder
        transaction.set_rollback(True)
