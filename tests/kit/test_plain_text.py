"""Text keeps its words and loses what no file can carry."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from kit.plain_text import one_line, printable


def test_tabs_and_line_breaks_stay() -> None:
    assert printable("a\tb\r\nc") == "a\tb\r\nc"


def test_control_characters_and_lone_surrogates_go() -> None:
    assert printable("Te\x00st\x1ba\x7f \ud800Mockingbird\ufffe") == "Testa Mockingbird"


def test_one_line_has_no_break_of_any_kind() -> None:
    assert one_line(" a\r\n b\u2028c\x85d\x0be ") == "a b c de"


@given(st.text(alphabet=st.characters(codec=None)))
def test_whatever_is_printable_fits_into_xml(text: str) -> None:
    element = ET.Element("t")
    element.text = printable(text)
    ET.fromstring(ET.tostring(element, encoding="utf-8"))  # noqa: S314  # our own text
