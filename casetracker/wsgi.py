"""The door for a WSGI server: `gunicorn casetracker.wsgi`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

from casetracker.private_files import write_privately
from kit import request_deadline

write_privately()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")
# Not for commands: those take the time they need.
connection_created.connect(request_deadline.guard, dispatch_uid="deadline")

application = get_wsgi_application()
