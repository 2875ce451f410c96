#!/bin/sh
# What the timers run: `sh deploy/task.sh backup` (or check, releases, doctor), from the project's folder.
set -eu
manage=".venv/bin/python manage.py"
case "$1" in
    backup) exec $manage backup --keep 14 ;;
    check) exec $manage backup --verify ;;
    releases) exec $manage clean_releases ;;
    doctor) exec $manage doctor ;;
    *) echo "No such task: $1" >&2; exit 2 ;;
esac
