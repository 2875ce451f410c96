"""Plain tables: a folder of CSVs, a workbook with one sheet a kind, or one table of one kind.

`kinds` says which tables and columns there are, `comma` and `workbook` read the files, `reading` lays their
rows over what the database holds and makes case files of them, in which every value knows its row and column.
"""

from proceedings.importers.tables.format import FORMAT

__all__ = ["FORMAT"]
