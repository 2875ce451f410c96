"""Say where the site can be seen, once it really answers."""

from __future__ import annotations

import os
import sys
import time
import urllib.error
import urllib.request
from http import HTTPStatus

from django.urls import reverse

PATIENCE_SECONDS = 30
PAUSE_SECONDS = 0.1
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104  # read, not bound
PAGES = (
    ("home", "the site"),
    ("admin:index", "the editors' admin"),
    ("api-defendants", "the same as JSON"),
)


def in_the_background(host: str, port: int) -> None:
    """Fork a child that announces the site and ends; return at once in the parent.

    The parent must not have used its database connection since it was closed: the child only speaks HTTP.
    """
    server = os.getpid()
    if os.fork():
        return
    try:
        announce(host, port, server)
    except KeyboardInterrupt:
        pass
    finally:
        os._exit(0)


def announce(host: str, port: int, server: int) -> None:
    """Wait until the server answers `/healthz` in good health, then print the addresses to open."""
    base = base_address(host, port)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while os.getppid() == server and time.monotonic() < deadline:
        if healthy(base):
            print("\n".join(lines(base)), flush=True)
            return
        time.sleep(PAUSE_SECONDS)
    if os.getppid() == server:
        print(
            f"{base}{reverse('healthz')} gave no healthy answer in {PATIENCE_SECONDS} seconds.",
            file=sys.stderr,
        )


def lines(base: str) -> list[str]:
    """Write the closing lines: every address to open and what is there."""
    addresses = [(base + reverse(name), words) for name, words in PAGES]
    width = max(len(address) for address, _words in addresses)
    return ["Ready. Open:", *(f"  {address:{width}}  {words}" for address, words in addresses)]


def base_address(host: str, port: int) -> str:
    """Return the address a browser on this machine can open: a server on every address is also here."""
    host = EVERY_ADDRESS.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def healthy(base: str) -> bool:
    """Ask once; whatever is not a 200 is not yet healthy."""
    request = urllib.request.Request(base + reverse("healthz"), headers={"Host": known_host()})  # noqa: S310  # http only
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=PATIENCE_SECONDS) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except (urllib.error.URLError, OSError):
        return False


def known_host() -> str:
    """Return a host name that ALLOWED_HOSTS lets in."""
    first = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().removeprefix(".")
    return first if first and first != "*" else "localhost"
