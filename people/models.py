"""Parties: the persons, organizations and governments that appear in cases."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kit.history import StampedHistory
from people.kinds import NameKind, PartyKind


class Party(models.Model):
    """A person, an organization or a government.

    Two parties with one name are two parties until an editor decides otherwise (IdentityDecision).
    """

    key = models.SlugField(
        _("key"),
        max_length=120,
        unique=True,
        help_text=_("Name of this party in case files; given once, kept."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PartyKind.choices)
    name = models.CharField(_("name"), max_length=300)
    sort_name = models.CharField(
        _("sort name"), max_length=300, blank=True, help_text=_("As in an index: “Lastname, Firstname”.")
    )
    private = models.BooleanField(
        _("not named in public"),
        default=False,
        help_text=_("Persons named as harmed are private by default."),
    )
    noindex = models.BooleanField(_("keep out of search engines"), default=False)
    note = models.TextField(_("internal note"), blank=True, help_text=_("Never public."))

    history = StampedHistory()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ("sort_name", "pk")
        constraints = (
            models.CheckConstraint(
                name="party_kind_known", condition=Q(kind__in=[kind.value for kind in PartyKind])
            ),
            models.CheckConstraint(name="party_named", condition=~Q(name="")),
        )
        indexes = (
            # Parties of one name are looked for among all.
            models.Index(Lower("name"), name="party_by_name"),
            # The list of people is in this order.
            models.Index(name="party_sorted", fields=("sort_name", "id")),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """Return the readable end of the party's address."""
        return slugify(self.name) or "party"


class OtherName(models.Model):
    """Another name of a party, as printed in court papers or as otherwise known."""

    # A name has no life without its party; parties themselves are never deleted.
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(
        _("kind"), max_length=20, choices=NameKind.choices, default=NameKind.AS_PRINTED.value
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    history = StampedHistory()

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="other_name_once", fields=("party", "name")),)
        indexes = (models.Index(Lower("name"), name="other_name_by_name"),)

    def __str__(self) -> str:
        return self.name


class Identifier(models.Model):
    """A number or name under which another register knows the party."""

    # As with other names.
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("scheme"), max_length=60, help_text=_("For example: wikidata, bar-nm, lei."))
    value = models.CharField(_("value"), max_length=200)

    history = StampedHistory()

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ("scheme", "value")
        constraints = (models.UniqueConstraint(name="identifier_once", fields=("scheme", "value")),)

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"


class IdentityDecision(models.Model):
    """An editor's recorded decision that two parties are, or are not, one and the same."""

    # A decision must not lose one of the parties it is about.
    first = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="decisions_first")
    second = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="decisions_second")
    same = models.BooleanField(_("is the same as"), help_text=_("Unticked: is not the same as."))
    reason = models.TextField(_("reason"))
    # The account may go; the decision stays.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), auto_now_add=True)

    history = StampedHistory()

    class Meta:
        verbose_name = _("identity decision")
        verbose_name_plural = _("identity decisions")
        ordering = ("-decided_at",)
        constraints = (
            models.UniqueConstraint(name="identity_decided_once", fields=("first", "second")),
            models.CheckConstraint(name="identity_of_two", condition=~Q(first=models.F("second"))),
        )

    def __str__(self) -> str:
        relation = _("is") if self.same else _("is not")
        return f"{self.first} {relation} {self.second}"
