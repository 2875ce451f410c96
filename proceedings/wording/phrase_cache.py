"""A phrase book: what many sentences share is translated and written once, while one is open.

Looking a phrase up in the catalogues of a language takes longer than all else a sentence needs. Who writes
many sentences opens a book of their own; the pages of lists share one for each language, which stays from
one request to the next. Nobody who writes a few sentences opens one, and is served by the catalogues as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import translation

MOST = 20_000  # phrases in a book: memory stays flat


class Book:
    """Phrases of one language, by what they were asked by."""

    def __init__(self) -> None:
        """Begin without a phrase."""
        self.phrases: dict[Hashable, str] = {}
        self.language: str | None = None

    def read_in(self, language: str | None) -> None:
        """Forget the phrases of another language."""
        if language != self.language:
            self.phrases.clear()
            self.language = language

    def keep(self, asked: Hashable, phrase: str) -> str:
        """Keep a phrase, and return it."""
        if len(self.phrases) >= MOST:
            self.phrases.clear()
        self.phrases[asked] = phrase
        return phrase


_open: ContextVar[Book | None] = ContextVar("open phrase book", default=None)


@contextmanager
def opened(book: Book) -> Iterator[None]:
    """Serve from a book while the block runs, during which the language must stay what it is."""
    book.read_in(translation.get_language())
    before = _open.set(book)
    try:
        yield
    finally:
        _open.reset(before)


_shared: dict[str | None, Book] = {}


@contextmanager
def shared() -> Iterator[None]:
    """Serve from the book that all pages in the language in force share, while the block runs."""
    with opened(_shared.setdefault(translation.get_language(), Book())):
        yield


def phrase(asked: Hashable, write: Callable[[], str]) -> str:
    """Return a phrase from the open book, else write it; `asked` must tell it from every other phrase."""
    book = _open.get()
    if book is None:
        return write()
    found = book.phrases.get(asked)
    return book.keep(asked, write()) if found is None else found


def gettext(message: str) -> str:
    """Return a message in the language in force."""
    book = _open.get()
    if book is None:
        return translation.gettext(message)
    found = book.phrases.get(message)
    return book.keep(message, translation.gettext(message)) if found is None else found


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return a message in the language in force, in the form a number asks for."""
    return phrase((ngettext, singular, number), lambda: translation.ngettext(singular, plural, number))


def pgettext(context: str, message: str) -> str:
    """Return a message of some context in the language in force."""
    return phrase((pgettext, context, message), lambda: translation.pgettext(context, message))
