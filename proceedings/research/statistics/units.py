"""What is counted: people, defendants in cases, charges, or cases; one docket can be any number of each."""

from __future__ import annotations

from kit.codes import Code
from kit.codes import gettext_noop as _


class Unit(Code):
    """The counting units, each with what one of it is and what that means for a sum."""

    DEFENDANTS = (
        "defendants",
        _("defendants in cases"),
        _("One is one defendant in one case; a person with two cases is counted twice."),
    )
    PEOPLE = (
        "people",
        _("people and organizations"),
        _(
            "One is one person or organization, counted once in each line in which they stand in any case: "
            "the lines can add up to more than the total, which counts everyone once."
        ),
    )
    CASES = (
        "cases",
        _("cases"),
        _(
            "One is one docket, counted once in each line in which one of its defendants stands: the lines "
            "can add up to more than the total, which counts every docket once."
        ),
    )
    CHARGES = (
        "charges",
        _("charges, claims in civil cases"),
        _(
            "One is one charge or civil claim by where it stands itself; one that another replaced, and the "
            "other theories of one count, are not counted."
        ),
    )

    @property
    def is_distinct(self) -> bool:
        """Tell whether one of it can stand in several lines."""
        return self in {Unit.PEOPLE, Unit.CASES}
