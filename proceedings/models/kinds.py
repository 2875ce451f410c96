"""The kinds of event, each with a manager of its own rows."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from proceedings.law.codes import EventKind
from proceedings.models.event import Event


class KindManager(models.Manager[Any]):
    """Only the events of one kind."""

    def __init__(self, kind: EventKind) -> None:
        """Keep the kind."""
        super().__init__()
        self.event_kind = kind

    def get_queryset(self) -> models.QuerySet[Any]:
        """Return the events of this kind."""
        return super().get_queryset().filter(kind=self.event_kind.value)


class Filing(Event):
    """A paper put before the court; it may bring charges."""

    KIND: ClassVar[EventKind | None] = EventKind.FILING
    objects: ClassVar[KindManager] = KindManager(EventKind.FILING)

    class Meta:
        proxy = True
        verbose_name = _("filing")
        verbose_name_plural = _("filings")


class Plea(Event):
    """The defendant's answer to charges."""

    KIND: ClassVar[EventKind | None] = EventKind.PLEA
    objects: ClassVar[KindManager] = KindManager(EventKind.PLEA)

    class Meta:
        proxy = True
        verbose_name = _("plea")
        verbose_name_plural = _("pleas")


class Hearing(Event):
    """A sitting of the court, to come or held."""

    KIND: ClassVar[EventKind | None] = EventKind.HEARING
    objects: ClassVar[KindManager] = KindManager(EventKind.HEARING)

    class Meta:
        proxy = True
        verbose_name = _("hearing")
        verbose_name_plural = _("hearings")


class Ruling(Event):
    """A decision of the court."""

    KIND: ClassVar[EventKind | None] = EventKind.RULING
    objects: ClassVar[KindManager] = KindManager(EventKind.RULING)

    class Meta:
        proxy = True
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")


class Sentence(Event):
    """What the court imposed; its parts are components."""

    KIND: ClassVar[EventKind | None] = EventKind.SENTENCE
    objects: ClassVar[KindManager] = KindManager(EventKind.SENTENCE)

    class Meta:
        proxy = True
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")


class Notice(Event):
    """An act of a party that needs no ruling."""

    KIND: ClassVar[EventKind | None] = EventKind.NOTICE
    objects: ClassVar[KindManager] = KindManager(EventKind.NOTICE)

    class Meta:
        proxy = True
        verbose_name = _("notice")
        verbose_name_plural = _("notices")


class CustodyEvent(Event):
    """Warrant, arrest, release, completion, death."""

    KIND: ClassVar[EventKind | None] = EventKind.CUSTODY
    objects: ClassVar[KindManager] = KindManager(EventKind.CUSTODY)

    class Meta:
        proxy = True
        verbose_name = _("custody event")
        verbose_name_plural = _("custody events")


class Statement(Event):
    """A public announcement; it moves nothing."""

    KIND: ClassVar[EventKind | None] = EventKind.STATEMENT
    objects: ClassVar[KindManager] = KindManager(EventKind.STATEMENT)

    class Meta:
        proxy = True
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
