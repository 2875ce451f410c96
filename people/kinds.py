"""The closed lists of the people app."""

from __future__ import annotations

from kit.codes import Code
from kit.codes import gettext_noop as _


class PartyKind(Code):
    """What a party is."""

    PERSON = "person", _("Person"), _("A natural person"), "Popolo"
    ORGANISATION = "organisation", _("Organization"), _("A company or other private body"), "Popolo"
    GOVERNMENT = "government", _("Government"), _("A state, an agency or another public body"), "own"


class NameKind(Code):
    """Where another name of a party comes from."""

    AS_PRINTED = "as_printed", _("As printed in court papers"), _("The name a court paper prints"), "own"
    ALIAS = "alias", _("Also known as"), _("A name the party also goes by"), "Popolo"
    FORMER = "former", _("Former name"), _("A name the party no longer goes by"), "Popolo"
