"""Primary keys in addresses: what no database can hold is no address, rather than an error."""

from __future__ import annotations

from django.urls import register_converter


class KeyConverter:
    """A primary key as addresses carry it: a whole number, written in one way only, that fits 64 bits."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        """Read the key."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Write the key."""
        return str(value)


register_converter(KeyConverter, "key")
