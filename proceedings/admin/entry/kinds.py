"""What each kind of event asks for on its screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from proceedings.law.codes import EventKind
from proceedings.models import CustodyEvent, Event, Filing, Hearing, Notice, Plea, Ruling, Sentence

ASKS = gettext_lazy("What it did, charge by charge")
ASKS_OF_CLAIMS = gettext_lazy("What it did, claim by claim")
NO_OUTCOME = gettext_lazy("— no outcome —")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenKind:
    """One screen: the event it makes, and which questions it asks."""

    kind: EventKind
    model: type[Event]
    title: Any
    words_help: Any
    # Whether it names a judge, imposes sentences, brings charges, and acts on people before their charges.
    judged: bool = False
    imposes: bool = False
    brings: bool = False
    scheduled: bool = False
    ruled: bool = False
    of_persons: bool = False
    # What is asked charge by charge, what stands where nothing is chosen, and whether something must be.
    asks: Any = ASKS
    asks_of_claims: Any = ASKS_OF_CLAIMS
    nothing: Any = NO_OUTCOME
    must_name: Any = ""

    @property
    def permission(self) -> str:
        """Name what whoever enters it must be allowed."""
        return f"proceedings.add_{self.model._meta.model_name}"


KINDS: dict[str, ScreenKind] = {
    kind.kind.value: kind
    for kind in (
        ScreenKind(
            kind=EventKind.RULING,
            model=Ruling,
            title=gettext_lazy("Enter a ruling"),
            words_help=gettext_lazy(
                "Such as “The jury finds her guilty on count 1 and not guilty on count 2.”"
            ),
            judged=True,
            imposes=True,
            ruled=True,
        ),
        ScreenKind(
            kind=EventKind.SENTENCE,
            model=Sentence,
            title=gettext_lazy("Enter a sentence"),
            words_help=gettext_lazy("Such as “The judge sentences him to 18 months in prison.”"),
            judged=True,
            imposes=True,
        ),
        ScreenKind(
            kind=EventKind.FILING,
            model=Filing,
            title=gettext_lazy("Enter a filing"),
            words_help=gettext_lazy("Such as “A grand jury indicts him on one count.”"),
            brings=True,
        ),
        ScreenKind(
            kind=EventKind.HEARING,
            model=Hearing,
            title=gettext_lazy("Enter a hearing"),
            words_help=gettext_lazy("Such as “Hearing on the motion to dismiss.”"),
            judged=True,
            scheduled=True,
        ),
        ScreenKind(
            kind=EventKind.PLEA,
            model=Plea,
            title=gettext_lazy("Enter a plea"),
            words_help=gettext_lazy("Such as “She pleads not guilty to both counts.”"),
            judged=True,
            asks=gettext_lazy("Whose plea it is, and to which counts"),
            asks_of_claims=gettext_lazy("Whose answer it is, and to which claims"),
            nothing=gettext_lazy("— no plea to this one —"),
            must_name=gettext_lazy("Say whose plea it is, and to which counts."),
        ),
        ScreenKind(
            kind=EventKind.NOTICE,
            model=Notice,
            title=gettext_lazy("Enter a notice"),
            words_help=gettext_lazy("Such as “The prosecution drops count 2.”"),
        ),
        ScreenKind(
            kind=EventKind.CUSTODY,
            model=CustodyEvent,
            title=gettext_lazy("Enter a custody event"),
            words_help=gettext_lazy("Such as “He is released on parole.”"),
            imposes=True,
            of_persons=True,
        ),
    )
}
