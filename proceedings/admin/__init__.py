"""The admin: where editors enter what happened and who says so. One subject a file."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from proceedings.admin import (
    cases,
    defendants,
    editorial,
    events,
    looks,
    parties,
    reports,
    sealing,
    sources,
    spans,
)
from proceedings.admin.desk.site import open_desk
from proceedings.admin.importing import pages as import_pages

admin.site.site_header = gettext_lazy("casetracker: the record")
admin.site.site_title = "casetracker"
admin.site.index_title = gettext_lazy("The desk")
open_desk(admin.site)

__all__ = [
    "cases",
    "defendants",
    "editorial",
    "events",
    "import_pages",
    "looks",
    "parties",
    "reports",
    "sealing",
    "sources",
    "spans",
]
