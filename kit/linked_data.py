"""Linked data (JSON-LD) inside a page: a block of data that no browser runs and no policy has to allow."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html

Node = Mapping[str, Any]
# Written so that nothing in a text can end the block or open a comment in it.
ESCAPES = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&\u2028\u2029"}


class Json:
    """A value that prints itself inside a script element, where JSON's own escapes hold instead of HTML's."""

    def __init__(self, value: object) -> None:
        """Keep the value."""
        self.value = value

    def __html__(self) -> str:
        """Return the value as JSON in which no letter means anything to HTML."""
        return json.dumps(self.value, cls=DjangoJSONEncoder, ensure_ascii=False).translate(ESCAPES)


def block(*nodes: Node) -> str:
    """Return the element that holds some nodes of schema.org; nothing when there is none."""
    if not nodes:
        return ""
    told: object = {"@context": "https://schema.org", "@graph": list(nodes)}
    return format_html('<script type="application/ld+json">{}</script>', Json(told))
