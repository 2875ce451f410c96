"""What may be shown: the one place that decides it, for every kind of row and at both clocks.

Three questions, each in its own time:

- Is it closed (`closed`)? A restriction in force today closes a record at every `known`, and with it the
  events that act on nothing but closed defendants.
- Is it published (`published`)? An event is public from the instant it was published; a count, a source and a
  publisher are public through an event that rests on them. A draft makes nothing public.
- May it be told (`disclosure`)? Whether a party or a victim may be named, a docket number printed, a source
  linked, a statement of an account shown is asked of today and of `known`.

A party who is private is shown and never named. Notes, uploads and reports of readers are never public. The
names that are withheld here are taken out of texts by `redaction`.
"""

from __future__ import annotations

from proceedings.record.visibility.closed import (
    CLOSED_BY,
    ClosedIds,
    active_restrictions,
    acts_on_closed_only,
    closed_cases,
    closed_event,
    exclude_closed,
    exclude_closed_in_part,
    exclude_restricted,
    is_restricted,
    open_cases,
    open_charges,
    restricted,
    restricted_among,
    without_acts_on_closed,
)
from proceedings.record.visibility.dependents import rests_on_published
from proceedings.record.visibility.disclosure import (
    disclosable_address,
    disclosable_columns,
    disclosable_docket,
    disclosable_name,
    is_docket_printed,
    is_named,
    is_past,
    is_private,
    is_statement_public,
    named_harmed,
    named_participations,
    named_parties,
    prints_docket,
    private_parties,
    unlinked_sources,
    unnamed_participations,
    unprinted_cases,
)
from proceedings.record.visibility.published import (
    PUBLISHED,
    counts_acted_on,
    in_public_case,
    is_published,
    is_withdrawn,
    parties_to_name,
    public_cases,
    public_charges,
    public_claims,
    public_defendants,
    public_events,
    public_incidents,
    public_parties,
    public_record,
    public_sources,
    public_spans,
    state,
    unnamed_people,
    was_public_case,
    was_published,
)

__all__ = [
    "CLOSED_BY",
    "PUBLISHED",
    "ClosedIds",
    "active_restrictions",
    "acts_on_closed_only",
    "closed_cases",
    "closed_event",
    "counts_acted_on",
    "disclosable_address",
    "disclosable_columns",
    "disclosable_docket",
    "disclosable_name",
    "exclude_closed",
    "exclude_closed_in_part",
    "exclude_restricted",
    "in_public_case",
    "is_docket_printed",
    "is_named",
    "is_past",
    "is_private",
    "is_published",
    "is_restricted",
    "is_statement_public",
    "is_withdrawn",
    "named_harmed",
    "named_participations",
    "named_parties",
    "open_cases",
    "open_charges",
    "parties_to_name",
    "prints_docket",
    "private_parties",
    "public_cases",
    "public_charges",
    "public_claims",
    "public_defendants",
    "public_events",
    "public_incidents",
    "public_parties",
    "public_record",
    "public_sources",
    "public_spans",
    "restricted",
    "restricted_among",
    "rests_on_published",
    "state",
    "unlinked_sources",
    "unnamed_participations",
    "unnamed_people",
    "unprinted_cases",
    "was_public_case",
    "was_published",
    "without_acts_on_closed",
]
