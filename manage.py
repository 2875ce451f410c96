#!/usr/bin/env python
"""Run a management command of casetracker: `python manage.py help` lists them."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

from casetracker.private_files import write_privately


def main() -> None:
    """Hand the command line to Django."""
    write_privately()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
