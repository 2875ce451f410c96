"""The desk: the first page of the admin, with a queue for everything that waits for an editor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kit.filtering import read_day
from kit.paging import Order
from proceedings.admin.work_queues import queue_rows, queues
from proceedings.admin.work_queues.queue import NEWEST_FIRST, Queue

BATCH_OF_DRAFTS = "admin:publish"

QUEUES: tuple[Queue, ...] = (
    Queue(
        "drafts",
        _("Drafts waiting for review"),
        _("Entered, and not yet public. Oldest first."),
        queues.drafts,
        queue_rows.event_row(queue_rows.to_publish),
        batch=BATCH_OF_DRAFTS,
    ),
    Queue(
        "reports",
        _("Readers' reports and replies"),
        _("What readers say is wrong, and what people named here answer."),
        queues.reports,
        queue_rows.report,
        right="proceedings.view_report",
    ),
    Queue(
        "notes",
        _("Review notes"),
        _("What somebody here asked about a record. Never public."),
        queues.open_notes,
        queue_rows.note,
        right="proceedings.view_reviewnote",
    ),
    Queue(
        "hearings",
        _("Hearings passed with no outcome"),
        _("Their day is over; readers are told that no outcome is recorded."),
        queues.unanswered_hearings,
        queue_rows.hearing,
        order=Order("scheduled_on", "pk", read_day),
    ),
    Queue(
        "sentences",
        _("Sentences whose projected end has passed"),
        _("The longest term less credit is over by the calendar, and no release is recorded."),
        queues.sentences_over,
        queue_rows.sentence,
        order=Order("projected_end", "defendant_id", read_day),
    ),
    Queue(
        "review",
        _("Cases not reviewed for six months"),
        _("Longest ago first. One click says that somebody looked today and nothing changed."),
        queues.not_reviewed_lately,
        queue_rows.case,
        order=Order("reviewed_on", "pk", read_day),
        right="proceedings.view_case",
    ),
    Queue(
        "never-reviewed",
        _("Cases never reviewed"),
        _("Nobody has looked at them since they were entered."),
        queues.never_reviewed,
        queue_rows.case,
        right="proceedings.view_case",
    ),
    Queue(
        "sources",
        _("Facts without a source"),
        _("Published, and nobody is named who says so. Counted among the last 100,000 entered."),
        queues.unsourced,
        queue_rows.event_row(queue_rows.to_add_source),
        order=NEWEST_FIRST,
        counted_among=100_000,
    ),
    Queue(
        "disputes",
        _("Disputes between sources"),
        _("Sources disagree about the event, about a part of the sentence, or one says otherwise."),
        queues.disputed,
        queue_rows.event_row(queue_rows.to_weigh),
    ),
    Queue(
        "dates",
        _("Uncertain dates"),
        _("Only the month, the year or a stretch of days is known."),
        queues.uncertain_dates,
        queue_rows.event_row(queue_rows.to_date),
    ),
    Queue(
        "words",
        _("Unrecognised text from imports"),
        _("The source's own words are kept, and nobody has said what they did to a charge."),
        queues.own_words_only,
        queue_rows.source_words,
    ),
    Queue(
        "duplicates",
        _("Possible duplicate parties"),
        _(
            "They bear a name, or another name, of another party, or one docket number names both alike, and "
            "nobody has decided. A name is no proof."
        ),
        queues.possible_duplicates,
        queue_rows.duplicate,
        right="people.view_identitydecision",
    ),
    Queue(
        "restrictions",
        _("Restrictions to review or expiring"),
        _("They end within thirty days, or have stood for a year without an end."),
        queues.restrictions,
        queue_rows.restriction,
        right="proceedings.seal_record",
    ),
)
BY_KEY = {queue.key: queue for queue in QUEUES}
