"""Where the databases of the tests are."""

from __future__ import annotations

from urllib.parse import quote

from django.db import connection


def database_url(name: str = "") -> str:
    """Return the DATABASE_URL of the database of this test, or of another one on the same server."""
    settings = connection.settings_dict
    name = name or settings["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    host = settings["HOST"] or settings["OPTIONS"].get("host", "")
    user = f"{settings['USER']}:{settings['PASSWORD']}@"
    if host.startswith("/"):
        return f"postgresql://{user}/{name}?host={quote(host)}"
    return f"postgresql://{user}{host}:{settings['PORT'] or 5432}/{name}"
