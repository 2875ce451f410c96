"""A field of one number that is not negative, as an address carries it."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.filtering import StrictField, refuse

_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,2})?")


class NumberField(StrictField):
    """A number with at most two decimals, written with digits and a point."""

    accepted = gettext_lazy("a number such as 18 or 1.5, from 0 to 999999.99")

    def clean(self, value: object) -> Decimal | None:
        """Return the number, or nothing when none is given; zero is a number."""
        text = str(value or "").strip()
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise refuse(text, _("This is not a number."))
        return Decimal(text)
