"""The lists: one way to read, filter, count and write nine kinds of rows.

`definitions` describes each list in the terms of `list_definition`; `rows` is a row as it is written,
`case_columns` what the rows have from their case and defendant, `facets` the numbers of the filters.
"""
