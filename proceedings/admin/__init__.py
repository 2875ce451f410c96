"""The admin: where editors enter what happened and who says so. One subject a file."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from proceedings.admin import (
    access_log,
    cases,
    defendants,
    editorial,
    events,
    parties,
    reader_reports,
    sources,
    status_spans,
)
from proceedings.admin.restrictions import views as restriction_views
from proceedings.admin.uploads import views as upload_views
from proceedings.admin.work_queues.site import register_queue_urls

admin.site.site_header = gettext_lazy("casetracker: the record")
admin.site.site_title = "casetracker"
admin.site.index_title = gettext_lazy("The desk")
register_queue_urls(admin.site)

__all__ = [
    "access_log",
    "cases",
    "defendants",
    "editorial",
    "events",
    "parties",
    "reader_reports",
    "restriction_views",
    "sources",
    "status_spans",
    "upload_views",
]
