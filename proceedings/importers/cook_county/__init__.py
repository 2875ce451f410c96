"""The felony cases of Cook County's State's Attorney: four tables on the county's open data portal.

`tables` reads them, `words` says what their words are here, `days` which days can be, `charges` and `events`
(with `sentences`) write a case, `agreement` compares what follows with what the tables say themselves.
"""

from proceedings.importers.cook_county.case import parcels
from proceedings.importers.cook_county.reconciliation import compare
from proceedings.importers.cook_county.tables import count_cases
from proceedings.importers.formats import Format

FORMAT = Format(
    name="cook-county",
    words="Cook County State's Attorney: a folder with intake, initiation, dispositions and sentencing.csv",
    read=parcels,
    count=count_cases,
    compare=compare,
)
