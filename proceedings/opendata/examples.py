"""How to read the API from a notebook, a script or a shell: shown on /data/, and run by the tests.

The program in R is run only where R is installed, and the page says so.
"""

from __future__ import annotations

DAY = "2024-06-30"

PYTHON = """\
import json
from urllib.request import urlopen

import pandas

address, rows = "{site}/api/v1/defendants/?on={day}", []
while address:
    page = json.load(urlopen(address))
    rows, address = rows + page["results"], page["next"]
print(pandas.json_normalize(rows).groupby("status.label").size())
"""

PLAIN_PYTHON = """\
import collections, json
from urllib.request import urlopen

address, rows = "{site}/api/v1/defendants/?on={day}", []
while address:
    page = json.load(urlopen(address))
    rows, address = rows + page["results"], page["next"]
for label, number in collections.Counter(row["status"]["label"] for row in rows).items():
    print(number, label)
"""

R = """\
library(jsonlite)
address <- "{site}/api/v1/defendants/?on={day}"
pages <- list()
while (!is.null(address)) {{
  page <- fromJSON(address, flatten = TRUE)
  pages[[length(pages) + 1]] <- page$results
  address <- page$`next`
}}
rows <- rbind_pages(pages)
print(table(rows$status.label))
"""

CURL = """\
curl --fail --silent --show-error "{site}/api/v1/defendants/?on={day}" --output defendants.json
"""

CURL_ZIP = """\
curl --fail --silent --show-error "{site}/data/casetracker.zip" --output casetracker.zip
"""

EXAMPLES = (
    ("Python (pandas)", PYTHON),
    ("Python", PLAIN_PYTHON),
    ("R", R),
    ("curl", CURL),
)
# Only where the data are small enough to be written when somebody asks.
LIVE_EXAMPLES = (("curl, all of it", CURL_ZIP),)


def text(example: str, site: str) -> str:
    """Return an example that asks the site at an address."""
    return example.format(site=site, day=DAY)
