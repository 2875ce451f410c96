"""Bring a place from nothing, or from any earlier start, to ready: each step does only what is missing."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from casetracker.health import unapplied_migrations
from casetracker.private_files import make_private
from kit.fonts import write_faces
from proceedings.law.rules import RULES_VERSION

COURTS = "courts-db"
RULES = "rules"
SEEDS = ("seeds/rust",)

Say = Callable[[str], None]


class NotReadyError(Exception):
    """The site cannot be made ready; the text says what to mend."""


def everything(say: Say, *, site: str = "http://localhost:8000") -> None:
    """Do every step in order, telling `say` about each. Raise NotReadyError when one cannot be done.

    `site` is where the site will be, for the link to the first sign-in.
    """
    django.setup()
    close_files()
    try:
        migrate(say)
        follow_rules(say)
        load_courts(say)
        load_cases(say)
        create_editor(say, site=site)
        clean_accounts()
    except CommandError as error:
        raise NotReadyError(str(error)) from error
    except OperationalError as error:
        raise NotReadyError(f"The database does not answer: {error}") from error
    write_fonts(say)
    collect_static(say)
    warn_of_hosts(say)
    connection.close()


def migrate(say: Say) -> None:
    """Apply the migrations that wait."""
    waiting = len(unapplied_migrations())
    say(f"Database: {database_words()}; migrations to apply: {waiting}.")
    if waiting:
        call_command("migrate", interactive=False, verbosity=0)


def database_words() -> str:
    """Name the database without its password."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        path = Path(name)
        return f"SQLite file {path.relative_to(settings.BASE_DIR) if within_project(path) else path}"
    return f"{connection.display_name} database {name}"


def within_project(path: Path) -> bool:
    """Tell whether a path can be said from the project's folder."""
    return path.is_relative_to(settings.BASE_DIR)


def follow_rules(say: Say) -> None:
    """Derive every status anew, unless this database was brought up to date with these very rules."""
    loads = apps.get_model("proceedings", "Load")._default_manager
    wanted = {"name": RULES, "checksum": str(RULES_VERSION)}
    if loads.filter(**wanted).exists():
        return
    if apps.get_model("proceedings", "Defendant")._default_manager.exists():
        say(f"The rules are of version {RULES_VERSION} now: deriving every status anew. What was said stays.")
        call_command("rebuild_status")
    loads.update_or_create(name=RULES, defaults=wanted)


def load_courts(say: Say) -> None:
    """Add the courts, unless this database has those of this very release and of these very files."""
    loads = apps.get_model("proceedings", "Load")._default_manager
    local = sorted(path for path in (settings.BASE_DIR / "seeds" / "courts").rglob("*") if path.is_file())
    checksum = hashlib.sha256(f"{version(COURTS)} {fingerprint(local)}".encode()).hexdigest()
    if loads.filter(name=COURTS, checksum=checksum).exists():
        say("Courts: loaded already, nothing changed.")
        return
    say("Loading the courts.")
    call_command("load_courts")
    loads.update_or_create(name=COURTS, defaults={"checksum": checksum})


def load_cases(say: Say) -> None:
    """Load the matters we ship; the command reads nothing when this database has these very files."""
    for folder in SEEDS:
        say(f"Loading the cases in {folder}.")
        call_command("load_cases", str(settings.BASE_DIR / folder), if_changed=True)


def create_editor(say: Say, *, site: str) -> None:
    """Say by which link the first account is made, while there is none."""
    words = io.StringIO()
    call_command("create_editor", site=site, stdout=words)
    say(words.getvalue().rstrip())


def clean_accounts() -> None:
    """Drop the sessions that are over, and encrypt what second factors an earlier version left in clear."""
    call_command("clearsessions")
    call_command("encrypt_factors", stdout=io.StringIO())


def close_files() -> None:
    """Let nobody else on this machine read the database, the releases and the keys."""
    files = [Path(settings.VAR_DIR) / name for name in ("secret_key", "factors_key")]
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        files += [Path(f"{name}{ending}") for ending in ("", "-wal", "-shm")]
    try:
        make_private(Path(settings.VAR_DIR), files)
    except PermissionError as error:
        raise NotReadyError(
            f"Others can read what the site stores, and it cannot change that: {error}"
        ) from error


def write_fonts(say: Say) -> None:
    """Cut the typefaces for browsers; without their packages pages are set in what the reader has."""
    if not write_faces(settings.FONTS_DIR):
        say("Fonts: their packages are not installed; pages are set in the fonts of the reader's system.")


def collect_static(say: Say) -> None:
    """Hash and compress the static files, unless none changed since the last time."""
    if not settings.HASHED_STATIC_FILES:
        return
    mark = Path(settings.VAR_DIR) / "static_files"
    wanted = fingerprint(static_files())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.is_file() and mark.is_file() and mark.read_text(encoding="ascii") == wanted:
        say("Static files: collected already, nothing changed.")
        return
    say("Collecting the static files.")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(wanted, encoding="ascii")


def static_files() -> list[Path]:
    """List every static file of the project and of its apps."""
    found = (storage.path(name) for finder in get_finders() for name, storage in finder.list([]))
    return sorted(map(Path, found))


def fingerprint(files: Iterable[Path]) -> str:
    """Return one SHA-256 over the names and contents of files."""
    total = hashlib.sha256()
    for path in files:
        total.update(f"{path.name}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def warn_of_hosts(say: Say) -> None:
    """Say which names the site answers to, for a browser elsewhere gets 400 under any other."""
    if "*" not in settings.ALLOWED_HOSTS:
        say(f"Answers to the names {', '.join(settings.ALLOWED_HOSTS)} (ALLOWED_HOSTS changes that).")
