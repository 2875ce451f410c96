"""Writes a new case through the services: once as a dry run, once to keep it."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from proceedings.admin.entry.event_writer import beginning, cited, record_sources
from proceedings.admin.entry.new_case_forms import NewCaseForms
from proceedings.law.codes import Publication
from proceedings.models import Case, Charge, Claim, Defendant, Event, Filing, Incident
from proceedings.record import services


class NewCaseWriter:
    """Records what a valid screen says; each time it saves, it makes every row anew."""

    def __init__(self, screen: NewCaseForms, by: AbstractBaseUser | None) -> None:
        """Keep the answers and their author."""
        self.screen, self.by = screen, by
        self.given = screen.form.cleaned_data

    @property
    def is_draft(self) -> bool:
        """Tell whether nothing becomes public yet."""
        return bool(self.given["publication"] == Publication.DRAFT)

    def save(self, *, publishing: bool = False) -> list[Event]:
        """Write the matter, the case, its defendants and charges, and the filing that brings them.

        With `publishing`, a draft is published at once: to see what would follow from it.
        """
        given = self.given
        with services.writing(by=self.by, reason=_("New case")):
            sources = record_sources(self.screen.sources)
            case = Case(
                court=given["court"],
                docket_number=given["docket_number"],
                caption=given["caption"],
                type=given["type"],
                incident=self._incident(),
            )
            services.record(case)
            counts = self._counts(self._defendants(case))
            filing = Filing(
                case=case,
                type=given["filing"],
                date=given["date"],
                what=given["what"],
                publication=given["publication"],
            )
            effects = [beginning(filing, count) for count in counts]
            for place, effect in enumerate(effects):
                effect.position = place
            services.record(filing, parts=[*effects, *cited(filing, sources)])
            if publishing and filing.publication == Publication.DRAFT:
                services.publish(filing)
        return [filing]

    def _incident(self) -> Incident | None:
        given = self.given
        if not given["matter"]:
            chosen: Incident | None = given["incident"]
            return chosen
        incident = Incident(
            title=given["matter"],
            date=given["matter_date"],
            place=given["matter_place"],
            summary=given["matter_summary"],
        )
        services.record(incident)
        return incident

    def _defendants(self, case: Case) -> dict[int, Defendant]:
        """Record the defendants, and those parties that are new; return them by the places of their rows."""
        found: dict[int, Defendant] = {}
        for place, form in enumerate(self.screen.defendants.forms):
            if not form.has_changed():
                continue
            party, typed = form.chosen_party(), form.cleaned_data["name"]
            if party.pk is None:
                services.record(party)
            printed = typed if typed.casefold() != party.name.casefold() else ""
            found[place] = Defendant(case=case, party=party, name_as_printed=printed, position=len(found))
            services.record(found[place])
        return found

    def _counts(self, defendants: dict[int, Defendant]) -> list[Charge | Claim]:
        counts: list[Charge | Claim] = []
        for form in self.screen.charges.forms:
            if not form.has_changed():
                continue
            for place in form.places:
                counts.append(self._count(form.cleaned_data, defendants[place], len(counts)))
                services.record(counts[-1])
        return counts

    def _count(self, given: dict[str, str], defendant: Defendant, place: int) -> Charge | Claim:
        if self.screen.is_civil:
            return Claim(defendant=defendant, label=given["offence"], position=place)
        return Charge(
            defendant=defendant,
            count_label=given["count_label"],
            offence=given["offence"],
            statute=given["statute"],
            severity=given["severity"],
            position=place,
        )
