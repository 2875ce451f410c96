"""Migrating an empty database makes the tables that the models describe, which all other tests run on."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from tests.databases import database_url

ROOT = Path(__file__).parents[1]
MIGRATE = """
import django
django.setup()
from django.core.management import call_command
from casetracker.health import unapplied_migrations
call_command("migrate", verbosity=0)
print(unapplied_migrations())
"""
TABLES = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND tbl_name = ?"
INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?"
POSTGRES = [
    """SELECT column_name, data_type, is_nullable, column_default, character_maximum_length, is_identity
       FROM information_schema.columns WHERE table_name = %s""",
    "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s",
    "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass",
]


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """Give the address of an empty database."""
    if connection.vendor == "sqlite":
        yield database_url(str(tmp_path / "migrated.sqlite3"))
        return
    name = f"{connection.settings_dict['NAME']}_migrated"
    with psycopg.connect(database_url("postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
        yield database_url(name)
        server.execute(f"DROP DATABASE {name}".encode())


def opened(url: str) -> Any:
    if connection.vendor == "sqlite":
        return closing(sqlite3.connect(url.removeprefix("sqlite:///")))
    return psycopg.connect(url)


def tables() -> list[str]:
    return sorted(
        model._meta.db_table
        for app in ("accounts", "people", "proceedings")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    )


def schema(cursor: Any) -> dict[str, set[Any]]:
    """Return columns, indexes and constraints of every table of ours, in no order."""
    if connection.vendor == "postgresql":
        return {
            table: {row for sql in POSTGRES for row in cursor.execute(sql, [table]).fetchall()}
            for table in tables()
        }
    return {
        table: {part for _name, sql in cursor.execute(TABLES, [table]).fetchall() for part in parts(sql)}
        | set(cursor.execute(INDEXES, [table]).fetchall())
        for table in tables()
    }


def parts(sql: str) -> list[str]:
    """Return what a CREATE TABLE lists, whose parts are divided by the commas that are in no brackets."""
    inner, depth, found = sql.partition("(")[2].rpartition(")")[0], 0, [""]
    for piece in re.split(r"([(),])", inner):
        depth += (piece == "(") - (piece == ")")
        if piece == "," and not depth:
            found.append("")
        else:
            found[-1] += piece
    return [part.strip() for part in found]


@pytest.mark.django_db
def test_an_empty_database_is_migrated_to_what_the_models_describe(empty_database: str) -> None:
    own = {"DATABASE_URL": empty_database, "DJANGO_SETTINGS_MODULE": "casetracker.settings"}
    command = [sys.executable, "-c", MIGRATE]
    waiting = subprocess.check_output(command, cwd=ROOT, env=os.environ | own, text=True)  # noqa: S603  # our own

    assert waiting.strip() == "[]"
    with opened(empty_database) as migrated, connection.cursor() as cursor:
        described = schema(cursor.cursor)
        assert len(described) > 60
        assert schema(migrated.cursor()) == described
