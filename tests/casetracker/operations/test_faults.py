"""The plug is pulled on whoever writes, again and again: nothing is lost, doubled or half written."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from casetracker.operations import database_copy
from tests.casetracker.operations.conftest import Run

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 20
DRILL = """
import os, random, select, signal, time
from collections import Counter
from django.db import connection
from proceedings.models import Charge, Effect
from proceedings.record import services
from tests.factories import ChargeFactory, DefendantFactory, happen

def write(child, pipe):
    for number in range(10_000):
        label = f"{child}-{number}"
        with services.writing():
            charge = ChargeFactory(defendant=holders[child], count_label=label)
            happen(charge, "filed", "2024-01-01", kind="filing")
            happen(charge, "dismissed_with_prejudice", "2024-02-01")
        os.write(pipe, f"{label}\\n".encode())

def killed(child):
    reading, pipe = os.pipe()
    connection.close()
    pid = os.fork()
    if not pid:
        os.close(reading)
        try:
            write(child, pipe)
        finally:
            os._exit(1)
    os.close(pipe)
    select.select([reading], [], [], 30)  # until the first write is whole
    time.sleep(random.uniform(0, 0.2))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with os.fdopen(reading) as said:
        return said.read().split()

random.seed(14)
holders = [DefendantFactory() for _child in range(KILLS)]
said = [label for child in range(KILLS) for label in killed(child)]
found = Counter(Charge.objects.values_list("count_label", flat=True))
acts = Counter(Effect.objects.values_list("charge__count_label", flat=True))
print("lost", [label for label in said if label not in found])
print("doubled", [label for label, times in found.items() if times > 1])
print("half", [label for label in found if acts[label] != 2])
print("said", len(said), "found", len(found))
"""


def test_a_writer_that_is_killed_leaves_whole_writes(manage: Run, tmp_path: Path) -> None:
    with database_copy.scratch(connection.settings_dict, tmp_path) as database:
        url = database_copy.url_of(database)
        for words in (
            ["migrate", "-v0"],
            ["shell", "-v0", "-c", DRILL.replace("KILLS", str(KILLS))],
            ["check_status"],
        ):
            ran = manage(url, *words)
            assert ran.returncode == 0, ran.stdout + ran.stderr
            if words[0] == "shell":
                lost, doubled, half, counted = ran.stdout.splitlines()[-4:]
                assert (lost, doubled, half) == ("lost []", "doubled []", "half []")
                assert int(counted.split()[1]) >= KILLS  # each had written something
        assert "Every stored status is what the facts give." in ran.stdout


def test_two_upgrades_at_once_end_in_one_schema(manage: Run, tmp_path: Path) -> None:
    """The second waits, or fails and is told so; the next start finds nothing to do."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    with database_copy.scratch(connection.settings_dict, tmp_path) as database:
        url = database_copy.url_of(database)
        with ThreadPoolExecutor(2) as both:
            codes = [
                one.returncode for one in both.map(lambda _turn: manage(url, "migrate", "-v0"), range(2))
            ]
        assert 0 in codes
        again = manage(url, "migrate", "--check")
        assert again.returncode == 0, again.stdout + again.stderr


FULL = """
import os, resource, signal
from pathlib import Path
from django.conf import settings
from django.db import OperationalError, connection
from proceedings.models import Charge, Effect
from proceedings.record import services
from casetracker.errors import is_database_away
from tests.factories import ChargeFactory, DefendantFactory, happen

holder = DefendantFactory()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with connection.cursor() as cursor:
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
resource.setrlimit(resource.RLIMIT_FSIZE, (Path(connection.settings_dict["NAME"]).stat().st_size + 65536, -1))
said = []
try:
    for number in range(2_000):
        with services.writing():
            charge = ChargeFactory(defendant=holder, count_label=str(number))
            happen(charge, "filed", "2024-01-01", kind="filing")
        said.append(str(number))
except OperationalError as error:
    print("refused", is_database_away(error), len(said) > 0)
resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
connection.close()
found = sorted(Charge.objects.values_list("count_label", flat=True))
print(sorted(said) == found, Effect.objects.count() == len(said))
"""


def test_a_full_disk_refuses_a_write_whole(manage: Run, tmp_path: Path) -> None:
    """On SQLite, whatever the tests run on: its files are ours, and can be bounded."""
    url = f"sqlite:///{tmp_path / 'full.sqlite3'}"
    assert manage(url, "migrate", "-v0").returncode == 0
    ran = manage(url, "shell", "-v0", "-c", FULL)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.splitlines()[-2:] == ["refused True True", "True True"]
    checked = manage(url, "check_status")
    assert "Every stored status is what the facts give." in checked.stdout
