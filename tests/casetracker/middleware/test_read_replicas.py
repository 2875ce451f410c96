"""Anonymous readers are answered from replicas, each answer with the instant up to which it is true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend
from django.test import Client
from environ import Env

from casetracker.answer_version import last_instant_of
from casetracker.databases import replica_settings
from casetracker.middleware import read_replicas
from casetracker.middleware.read_replicas import Replica, Replicas
from casetracker.operations import database_copy
from kit.filtering import stamp
from proceedings.models import StatusSpan
from tests.casetracker.operations.conftest import programs_of_postgres
from tests.factories import ChargeFactory, happen

pytestmark = pytest.mark.django_db(transaction=True)
API = "/api/v1/defendants/"
POSTGRES = "postgresql://reader@db.example/casetracker"


@pytest.fixture
def replicas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> Iterator[Replicas]:
    """Give one replica that has replayed a first publication, and not the second."""
    settings.READ_MAX_LAG = 60
    settings.ANSWER_CACHE = True
    if connection.vendor == "postgresql":
        monkeypatch.setenv("PG_BIN", programs_of_postgres())
    publish("Ann Early")
    primary = connections[DEFAULT_DB_ALIAS].settings_dict
    copy = tmp_path / database_copy.file_name(primary)
    with database_copy.scratch(primary, tmp_path) as replica:
        database_copy.copy_to(primary, copy)
        database_copy.make_from(copy, replica)
        publish("Ben Late")
        connections["replica1"] = opened(replica)
        found = Replicas([Replica("replica1")], compared_at=float("-inf"))
        monkeypatch.setattr(read_replicas, "replicas", found)
        yield found
        connections["replica1"].close()
        del connections["replica1"]


def opened(database: dict[str, Any]) -> BaseDatabaseWrapper:
    # Under the name of the primary: a test may open no other database.
    wrapper: BaseDatabaseWrapper = load_backend(database["ENGINE"]).DatabaseWrapper(
        database, DEFAULT_DB_ALIAS
    )
    return wrapper


def publish(name: str) -> None:
    happen(
        ChargeFactory(defendant__party__name=name), "filed", "2024-01-10", kind="filing", type="information"
    )


def names(answer: Any) -> set[str]:
    assert answer.status_code == 200
    return {row["name"] for row in answer.json()["results"]}


BOTH, EARLY = {"Ann Early", "Ben Late"}, {"Ann Early"}


def test_an_anonymous_answer_comes_from_a_replica_whole_and_says_its_instant(replicas: Replicas) -> None:
    answer = Client().get(API)

    assert names(answer) == EARLY
    instant = last_instant_of("replica1")
    assert instant is not None
    assert answer.json()["known"] == stamp(instant)
    # The same question at that instant is answered alike by both.
    asked = {"known": answer.json()["known"]}
    assert names(Client().get(API, asked)) == EARLY
    replicas.all.clear()
    assert names(Client().get(API, asked)) == EARLY


def test_a_file_is_read_from_the_replica_to_its_last_row(replicas: Replicas) -> None:
    text = Client().get("/defendants.csv").getvalue().decode()

    assert "Ann Early" in text
    assert "Ben Late" not in text


def test_an_instant_the_replica_has_not_replayed_is_asked_of_the_primary(replicas: Replicas) -> None:
    known = Client(headers={"cookie": "sessionid=x"}).get(API).json()["known"]

    assert names(Client().get(API, {"known": known})) == BOTH
    assert Client().get(API, {"known": "never"}).status_code == 400


def test_whoever_has_a_session_reads_what_was_just_written(replicas: Replicas) -> None:
    client = Client()
    client.force_login(User.objects.create_user("reader"))

    assert names(client.get(API)) == BOTH


def test_the_primary_is_read_again_when_the_request_has_ended(replicas: Replicas) -> None:
    Client().get(API)

    assert connection.settings_dict["NAME"] != connections["replica1"].settings_dict["NAME"]
    assert StatusSpan.objects.live().count() == 4


def test_a_replica_that_is_behind_for_too_long_serves_nobody(
    replicas: Replicas, settings: LazySettings
) -> None:
    assert names(Client().get(API)) == EARLY  # not for long
    settings.READ_MAX_LAG = 0
    assert names(Client().get(API)) == BOTH


def test_a_replica_that_cannot_be_reached_rests_and_the_primary_answers(
    replicas: Replicas, caplog: pytest.LogCaptureFixture
) -> None:
    database = dict(connections["replica1"].settings_dict)
    if connection.vendor == "postgresql":
        database["NAME"] += "_gone"
    else:
        database["NAME"] = str(Path(database["NAME"]).parent / "gone" / "nothing.sqlite3")
    connections["replica1"].close()
    connections["replica1"] = opened(database)

    assert names(Client().get(API)) == BOTH
    assert "replica1 does not answer" in caplog.text
    assert replicas.all[0].is_resting


def test_a_replica_that_goes_away_in_the_middle_loses_no_answer(
    replicas: Replicas,
) -> None:
    def lost(execute: Any, sql: str, *arguments: Any) -> Any:
        if "statusspan" in sql.lower():
            raise OperationalError("the connection was lost")
        return execute(sql, *arguments)

    with connections["replica1"].execute_wrapper(lost):
        answer = Client(raise_request_exception=False).get(API)

    assert names(answer) == BOTH
    assert connection.settings_dict["NAME"] != connections["replica1"].settings_dict["NAME"]


@pytest.mark.parametrize(
    ("primary", "url", "wrong"),
    [
        (POSTGRES, "sqlite:////tmp/replica.sqlite3", "replica1"),
        ("sqlite:////tmp/primary.sqlite3", POSTGRES, "DATABASE_URL"),
    ],
)
def test_only_postgresql_has_replicas(primary: str, url: str, wrong: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=re.escape(wrong)):
        replica_settings(Env.db_url_config(primary), [Env.db_url_config(url)])


def test_a_replica_has_the_settings_of_its_own_address() -> None:
    found = replica_settings(Env.db_url_config(POSTGRES), [Env.db_url_config(POSTGRES.replace("db.", "r1."))])

    assert list(found) == ["replica1"]
    assert found["replica1"]["HOST"] == "r1.example"
    assert found["replica1"]["OPTIONS"]["connect_timeout"] == 2
    assert not replica_settings(Env.db_url_config("sqlite:////tmp/primary.sqlite3"), [])
