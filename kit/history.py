"""History rows that carry the instant of the transaction that wrote them.

A fact may be saved only while an instant is being given out (services do that), so that everything one
transaction changes carries one and the same moment, strictly later than the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from simple_history.models import HistoricalRecords


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where the running transaction's history rows get their instant, their author and their reason."""

    instant: Callable[[], datetime]
    by: AbstractBaseUser | None = None
    reason: str = ""
    # The history rows written so far, by fact: a fact saved twice in one transaction leaves one of them.
    written: dict[tuple[type[models.Model], Any], str] = field(default_factory=dict)


_stamp: ContextVar[Stamp | None] = ContextVar("stamp", default=None)


class WrittenOutsideServicesError(RuntimeError):
    """A fact was saved by something other than a service."""

    def __init__(self, model: type[models.Model]) -> None:
        """Name the model, and the way to do it right."""
        super().__init__(
            f"{model.__name__} was saved outside a service; write through proceedings.record.services"
        )


@contextmanager
def stamping(stamp: Stamp) -> Iterator[None]:
    """Give out the instant of the running transaction to every history row written inside."""
    token = _stamp.set(stamp)
    try:
        yield
    finally:
        _stamp.reset(token)


class StampedHistory(HistoricalRecords):
    """History of a model, its proxies included, stamped with the instant of the transaction."""

    def contribute_to_class(self, cls: type[models.Model], name: str) -> None:
        """Watch for proxies as well: a save through a proxy must leave its history too."""
        super().contribute_to_class(cls, name)
        models.signals.class_prepared.connect(self._follow_proxy, weak=False)

    def _follow_proxy(self, sender: type[models.Model], **_kwargs: Any) -> None:
        meta = sender._meta
        if not meta.proxy or meta.concrete_model is not self.cls:
            return
        models.signals.post_save.connect(self.post_save, sender=sender, weak=False)
        models.signals.post_delete.connect(self.post_delete, sender=sender, weak=False)
        models.signals.pre_delete.connect(self.pre_delete, sender=sender, weak=False)
        meta.simple_history_manager_attribute = self.manager_name  # type: ignore[attr-defined]

    def create_historical_record(
        self, instance: models.Model, history_type: str, *args: Any, **kwargs: Any
    ) -> None:
        """Write the row with the instant of the transaction; a second save replaces the row of the first.

        Raises WrittenOutsideServicesError when no transaction gives one.
        """
        stamp = _stamp.get()
        if stamp is None:
            raise WrittenOutsideServicesError(type(instance))
        instance._history_date = stamp.instant()  # type: ignore[attr-defined]  # noqa: SLF001  # simple_history's own hook
        fact = (self.cls, instance.pk)
        before = stamp.written.get(fact)
        if before is not None:
            getattr(instance, self.manager_name).filter(history_date=stamp.instant()).delete()
            history_type = "+" if before == "+" and history_type == "~" else history_type
        stamp.written[fact] = history_type
        super().create_historical_record(instance, history_type, *args, **kwargs)

    def get_history_user(self, instance: models.Model) -> object:
        """Return who the service writes for, else who is signed in."""
        stamp = _stamp.get()
        if stamp is not None and stamp.by is not None:
            return stamp.by
        return super().get_history_user(instance)

    def get_change_reason_for_object(
        self, instance: models.Model, history_type: str, using: str | None
    ) -> str | None:
        """Return the reason given to the service."""
        stamp = _stamp.get()
        if stamp is not None and stamp.reason:
            return stamp.reason[:100]
        given: str | None = super().get_change_reason_for_object(instance, history_type, using)
        return given
