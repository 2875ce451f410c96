#!/bin/sh
# Make a fresh environment in the folder $1 with the first Python that is new enough.
set -u
env=$1

for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "Making the environment $env with $("$python" --version)."
        "$python" -m venv --clear "$env" && exit 0
        echo "Python could not make an environment: its venv module may be missing" \
            "(on Debian and Ubuntu: the package python3-venv)." >&2
        exit 1
    fi
done

found=$(python3 --version 2>/dev/null) || found="no python3"
echo "casetracker needs Python 3.11 or newer; found: $found." >&2
echo "Install one, or name it: PYTHON=/path/to/python3.11 make run" >&2
exit 1
