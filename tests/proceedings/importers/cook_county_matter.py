"""One made-up extract with everything the importer has to tell apart, and the import of it."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from django.core.management import CommandError, call_command

from proceedings.law.codes import Publication
from proceedings.models import Event
from proceedings.record import services
from tests.proceedings.importers.cook_county_tables import (
    Rows,
    decided,
    empty,
    filed,
    person,
    received,
    sentenced,
    written,
)

MISDEMEANOR = ("IMAGINARY NUISANCE", "720", "5", "98-2", "A")
# Participant, by the last digits of the number: what happened, and the status that follows.
STATUSES = {
    "01": "sentenced_custody",
    "02": "sentenced_custody",
    "03": "pending_at_large",
    "04": "abated_by_death",
    "05": "transferred",
    "06": "sentenced_community",
    "07": "deferred",
    "08": "sentenced_community",
    "09": "awaiting_trial",
    "10": "outcome_not_read",
    "11": "found_guilty_awaiting_sentence",
    "12": "charged",
    "13": "pending_retrial",
    "14": "not_sent_to_trial",
    "15": "dismissed_without_prejudice",
    "16": "acquitted",
    "17": "guilty_in_part_pending",
    "18": "awaiting_trial",
    "20": "dismissed_after_deferral",
}


def extract() -> Rows:
    """Return the tables."""
    rows = empty()
    people = {number: person(number) for number in STATUSES}
    for who in people.values():
        received(rows, who)
    received(
        rows, person("19", case="90001"), status="Rejected"
    )  # never charged, in a case with another who was
    for number, who in people.items():
        if number not in {"09", "12", "18"}:
            filed(rows, who)
    # A plea to one of two charges, the other dropped.
    filed(rows, people["01"], "2")
    decided(rows, people["01"], "Plea Of Guilty")
    decided(rows, people["01"], "Nolle Prosecution", "2", reason="PG to Other Count/s")
    sentenced(rows, people["01"])
    # Filed as a felony, pleaded to as a misdemeanor; probation, then its violation.
    decided(rows, people["02"], "Plea Of Guilty", offence=MISDEMEANOR, version="2")
    sentenced(
        rows,
        people["02"],
        kind="Probation",
        commitment="Probation",
        current=False,
        offence=MISDEMEANOR,
        version="2",
    )
    sentenced(
        rows,
        people["02"],
        on="2019-09-02",
        phase="Probation Violation Sentencing",
        offence=MISDEMEANOR,
        version="2",
    )
    # The very same sentence twice.
    sentenced(
        rows,
        people["02"],
        on="2019-09-02",
        phase="Probation Violation Sentencing",
        offence=MISDEMEANOR,
        version="2",
    )
    decided(rows, people["03"], "BFW")
    decided(rows, people["04"], "Death Suggested-Cause Abated")
    decided(rows, people["05"], "Superseded by Indictment")
    # A sentence dated before the finding of guilt.
    decided(rows, people["06"], "Finding Guilty")
    sentenced(rows, people["06"], on="2019-06-01", kind="Probation", commitment="Probation")
    # The same, where judgment is withheld.
    decided(rows, people["07"], "Plea Of Guilty")
    sentenced(rows, people["07"], on="2019-06-01", kind="Supervision", commitment="Court Supervision")
    # The sentence is dated two centuries late.
    decided(rows, people["08"], "Plea Of Guilty")
    sentenced(rows, people["08"], on="2219-06-03", kind="Probation", commitment="Probation")
    # The indictment is dated ninety years late, the arraignment is not.
    filed(rows, people["09"], event="Indictment", on="2109-02-10")
    decided(rows, people["10"], "Charge Imagined")
    decided(rows, people["11"], "Plea of Guilty - Lesser Included", offence=MISDEMEANOR, version="2")
    # A hearing still to come when the data were extracted.
    filed(rows, people["12"], on="2020-01-15", arraigned="")
    decided(rows, people["13"], "Mistrial Declared")
    decided(rows, people["14"], "FNPC", on="2019-02-10")
    # A sentence on a charge that was dropped.
    decided(rows, people["15"], "Nolle Prosecution")
    sentenced(rows, people["15"], on="2019-05-01", kind="Probation", commitment="Probation")
    decided(rows, people["16"], "FNG")
    filed(rows, people["17"], "2")
    decided(rows, people["17"], "Verdict Guilty")
    # Words that contradict each other never become a sentence of ours.
    sentenced(rows, people["17"], commitment="Probation")
    filed(rows, people["18"], event="Direct Indictment", on="2019-04-01", arraigned="2019-04-09")
    # Dropped because a program was completed.
    decided(rows, people["20"], "Nolle Prosecution", reason="DDPP Graduate")
    return rows


def imported(rows: Rows, *options: str) -> str:
    """Import tables; return the report, with the error at its end if there is one."""
    with tempfile.TemporaryDirectory() as folder:
        return ran("import_cases", written(rows, Path(folder)), *options)


def ran(command: str, folder: Path, *options: str) -> str:
    """Run a command on a folder; return what it says, with the error at its end if there is one."""
    out = io.StringIO()
    try:
        call_command(command, str(folder), "--format", "cook-county", *options, stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}ERROR {error}"
    return out.getvalue()


def make() -> str:
    """Import and publish the extract; an editor publishes what it left as a draft."""
    report = imported(extract(), "--publish")
    with services.writing(reason="read"):
        for event in Event.objects.filter(publication=Publication.DRAFT):
            services.publish(event)
    return report
