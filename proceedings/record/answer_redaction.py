"""The last gate of an answer: no withheld name leaves in any text of it, whoever wrote the text.

What writes an answer may forget a text; here every text of a finished row, page or record is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from django.utils.functional import Promise

from proceedings.law import codes
from proceedings.record.redaction import Redactor

Answer = TypeVar("Answer")
CODES = frozenset(code.value for kind in codes.__all__ for code in getattr(codes, kind))
ADDRESSES = ("/", "http://", "https://")


def redacted(answer: Answer, closed: Redactor, *cases: int) -> Answer:
    """Return a finished answer with no name in it that is withheld everywhere, or in one of these cases.

    It may be of any shape: plain values, or dataclasses of texts. Codes of ours and texts to be translated
    are left alone; of an address that has a withheld name in it nothing is left.
    """
    return _AnswerRedactor(closed, cases)(answer) if closed.withholds else answer


class _AnswerRedactor:
    def __init__(self, closed: Redactor, cases: Iterable[int]) -> None:
        self.closed = closed
        self.cases = tuple(case for case in cases if case in closed.words_by_case) or (None,)

    def __call__(self, value: Any) -> Any:  # noqa: ANN401  # of any shape
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            return {key: self(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return self._sequence(value)
        if is_dataclass(value) and not isinstance(value, type | Promise):
            held = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
            made = {name: new for name, one in held.items() if (new := self(one)) is not one}
            return replace(value, **made) if made else value
        return value

    def _sequence(self, value: Any) -> Any:  # noqa: ANN401  # a list, a tuple, or a tuple with names
        made = [self(one) for one in value]
        if all(new is old for new, old in zip(made, value, strict=True)):
            return value
        return type(value)(*made) if hasattr(value, "_fields") else type(value)(made)

    def _text(self, text: str) -> str:
        if text in CODES:
            return text
        shown = self.closed.address if text.startswith(ADDRESSES) else self.closed.text
        for case in self.cases:
            text = shown(text, case)
        return text
