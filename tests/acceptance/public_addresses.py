"""Every address the public may ask for, read from the URL resolver, with every parameter.

An address that takes arguments, and a parameter of a list, has a row in a table here; a new one without a row
fails a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.urls import URLPattern, URLResolver, get_resolver

from people.models import Party
from proceedings.models import (
    Case,
    Charge,
    Claim,
    Court,
    Defendant,
    Event,
    Incident,
    Report,
    SentenceComponent,
)
from proceedings.research.lists.definitions import LISTS
from proceedings.research.query.list_query import ListQuery
from proceedings.research.statistics.figures import FIGURES
from proceedings.website.discovery.sitemaps import SITEMAPS

Pks = Callable[[], list[int]]
# What begins like every name that is withheld, and is none: what a reader types may be shown again.
BEGINNING = "zq"
# Not for readers without an account.
NOT_PUBLIC = ("admin/",)


def pks(rows: models.QuerySet[models.Model]) -> list[int]:
    """Return the numbers of rows, public or not."""
    return list(rows.order_by("pk").values_list("pk", flat=True))


def some(rows: models.QuerySet[models.Model]) -> list[int]:
    """Return the numbers of one row in each eight: an event of each kind withheld brings so many alike."""
    return pks(rows)[::8]


def parties() -> list[int]:
    """Return the numbers of parties of every role; one of many judges will do."""
    judges = some(Party.objects.filter(events_judged__isnull=False).distinct())
    roles = Q()
    for role in ("defendants", "participations", "represented_in", "harmed_in", "merged_into"):
        roles |= Q(**{f"{role}__isnull": False})
    return sorted({*pks(Party.objects.filter(roles).distinct()), *judges})


ROWS: dict[str, Pks] = {
    "defendants": lambda: pks(Defendant.objects.all()),
    "cases": lambda: pks(Case.objects.all()),
    "people": parties,
    "charges": lambda: pks(Charge.objects.all()),
    "claims": lambda: pks(Claim.objects.all()),
    "rulings": lambda: pks(Event.objects.filter(kind="ruling")),
    "events": lambda: pks(Event.objects.exclude(kind__in=["ruling", "hearing"])),
    "convictions": lambda: pks(Charge.objects.all()),
    "hearings": lambda: pks(Event.objects.filter(kind="hearing")),
    "sentences": lambda: pks(SentenceComponent.objects.all()),
    "courts": lambda: some(Court.objects.all()),
}


def of_records(slug: str, ending: str) -> Callable[[], list[str]]:
    """Return what gives the addresses of all records of a kind."""
    return lambda: [f"{slug}/{pk}{ending}" for pk in ROWS[slug]()]


def of_incidents(ending: str) -> Callable[[], list[str]]:
    """Return what gives the addresses of all matters."""
    return lambda: [f"incidents/{key}{ending}" for key in Incident.objects.values_list("key", flat=True)]


def releases() -> list[str]:
    """Return the addresses of the files of all releases."""
    folder = Path(settings.DATA_DIR) / "releases"
    return [
        f"data/releases/{path.parent.name}/{path.name}"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    ]


# By its pattern, the addresses an address with arguments stands for.
ARGUMENTS: dict[str, Callable[[], list[str]]] = {
    "defendants/<key:pk>/": of_records("defendants", "/"),
    "cases/<key:pk>/": of_records("cases", "/"),
    "people/<key:pk>/": of_records("people", "/"),
    "defendants/<key:pk>-<slug:slug>/": of_records("defendants", "-x/"),
    "cases/<key:pk>-<slug:slug>/": of_records("cases", "-x/"),
    "people/<key:pk>-<slug:slug>/": of_records("people", "-x/"),
    "defendants/<key:pk>-<slug:slug>.atom": of_records("defendants", "-x.atom"),
    "cases/<key:pk>-<slug:slug>.atom": of_records("cases", "-x.atom"),
    "cases/<key:pk>-<slug:slug>.ics": of_records("cases", "-x.ics"),
    "defendants/<key:pk>-<slug:slug>/changes/": of_records("defendants", "-x/changes/"),
    "cases/<key:pk>-<slug:slug>/changes/": of_records("cases", "-x/changes/"),
    "defendants/<key:pk>-<slug:slug>/report/": of_records("defendants", "-x/report/"),
    "cases/<key:pk>-<slug:slug>/report/": of_records("cases", "-x/report/"),
    "people/<key:pk>-<slug:slug>/report/": of_records("people", "-x/report/"),
    "defendants/<key:pk>-<slug:slug>.<citation:form>": lambda: [
        f"defendants/{pk}-x.{form}" for pk in ROWS["defendants"]() for form in ("txt", "csl.json")
    ],
    "cases/<key:pk>-<slug:slug>.<citation:form>": lambda: [
        f"cases/{pk}-x.{form}" for pk in ROWS["cases"]() for form in ("bib", "ris")
    ],
    "incidents/<slug:key>/": of_incidents("/"),
    "defendants/<key:pk>-<slug:slug>/timeline.<picture:ending>": of_records("defendants", "-x/timeline.svg"),
    "cases/<key:pk>-<slug:slug>/timeline.<picture:ending>": of_records("cases", "-x/timeline.svg"),
    "incidents/<slug:key>/timeline.<picture:ending>": of_incidents("/timeline.svg"),
    "incidents/<slug:key>/report/": of_incidents("/report/"),
    "reports/<str:reference>/": lambda: [
        f"reports/{reference}/" for reference in Report.objects.values_list("reference", flat=True)
    ],
    **{
        f"statistics/<slug:key>{ending}": lambda ending=ending: [  # type: ignore[misc]  # bound at once
            f"statistics/{key}{ending}" for key in FIGURES
        ]
        for ending in ("/", ".svg", ".csv")
    },
    "sitemap-<slug:section>.xml": lambda: [f"sitemap-{section}.xml" for section in SITEMAPS],
    "data/releases/<str:name>/<str:file>": releases,
    **{f"api/v1/{slug}/<key:pk>/": of_records(f"{slug}", "/") for slug in ROWS},
    "api/.+/$": lambda: [f"api/v1/{BEGINNING}/"],
    "account/invitation/<str:token>/": lambda: [f"account/invitation/{BEGINNING}/"],
    "account/factors/webauthn/keys/<int:pk>/remove/": lambda: ["account/factors/webauthn/keys/1/remove/"],
    "account/factors/webauthn/keys/<int:pk>/edit/": lambda: ["account/factors/webauthn/keys/1/edit/"],
}
# What a parameter of a list is asked, beside the two clocks.
PARAMETERS: dict[str, tuple[str, ...]] = {
    "charge_state": ("convicted", "dismissed"),
    "silent": ("1",),
    "q": (BEGINNING, "zqpar", "testa", "Zqdoc"),
    "offence": (BEGINNING,),
    "judge": (BEGINNING,),
    "prosecutor": (BEGINNING,),
    "counsel": (BEGINNING,),
    "publisher": (BEGINNING, "The Fictional Gazette"),
    "incident": (BEGINNING, "invented-matter"),
    "court": (BEGINNING,),
    "jurisdiction": ("us",),
    "match": ("possible",),
    "sort": ("name", "-name", "caption"),
    "after": ("~1", BEGINNING),
    "before": ("~2", f"{BEGINNING}~2"),
    "hash": ("0" * 64,),
    "unit": ("months",),
    "currency": ("USD",),
    "sourced": ("yes", "court"),
    **dict.fromkeys(("status", "phase", "type", "qualifier", "charged", "severity", "plea"), ("x",)),
    **dict.fromkeys(("outcome", "ruling", "disposition", "sentence", "sentenced", "dated"), ("x",)),
    **dict.fromkeys(("hearing", "hearing_outcome", "role", "kind"), ("x",)),
    **dict.fromkeys(("state", "measured", "counted", "suspended"), ("x",)),
    **{
        f"{name}_{end}": ("2024-01-01",)
        for name in ("begun", "filed", "ruled", "sentenced", "hearing", "changed")
        for end in ("from", "until")
    },
    **dict.fromkeys(("length_from", "length_until"), ("1",)),
    "reviewed_since": ("2024-01-01",),
}
CLOCKS = ("on", "known")


def patterns() -> list[str]:
    """Return every pattern of an address that is not the desk's."""
    return [each for each in _walk(get_resolver().url_patterns, "") if not each.startswith(NOT_PUBLIC)]


def _walk(found: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for one in found:
        whole = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, whole)
        else:
            yield whole


def is_open(pattern: str) -> bool:
    """Tell whether a pattern stands for more than one address."""
    return any(sign in pattern for sign in "<^$*+")


def addresses() -> list[str]:
    """Return every public address, without parameters."""
    found: list[str] = []
    for pattern in patterns():
        given = ARGUMENTS[pattern]() if is_open(pattern) else [pattern]
        prefix = pattern[: -len(pattern.removeprefix("api/v1/"))] if pattern.startswith("api/v1/<") else ""
        if "<key:pk>" in pattern and pattern.startswith("api/v1/"):
            prefix = "api/v1/"
        found += [f"/{prefix}{one}" for one in given]
    return list(dict.fromkeys(found))


def parameters(slug: str) -> list[str]:
    """Return every parameter a list takes but the clocks."""
    known = [*ListQuery(LISTS[slug], QueryDict()).filterset.filters, "after", "before"]
    return [name for name in known if name not in CLOCKS]


def questions() -> list[str]:
    """Return every list with every parameter: the page, the API, a file and the feed in turn."""
    forms = ("/{}/?", "/api/v1/{}/?", "/{}.csv?", "/{}.atom?")
    found = []
    for slug in LISTS:
        asked = [f"{name}={value}" for name in parameters(slug) for value in PARAMETERS[name]]
        found += [forms[number % len(forms)].format(slug) + one for number, one in enumerate(asked)]
        found += [f"/{slug}/?q={BEGINNING}", f"/api/v1/{slug}/?q=zqpri", f"/{slug}/?sort=nothing"]
    lost = [f"/{one}/{BEGINNING}" for one in (*LISTS, "incidents", "nothing")]
    return [*found, *lost, *(f"{one}/" for one in lost)]
