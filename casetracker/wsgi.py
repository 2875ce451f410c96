"""The door for a WSGI server: `gunicorn casetracker.wsgi`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from casetracker.private_files import write_privately

write_privately()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")

application = get_wsgi_application()
