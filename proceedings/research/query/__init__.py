"""One query language for pages, files, feeds and the API.

`filterset` reads the parameters, `conditions` says what each filter means, `filter_scopes` how rows of one
kind are linked to the facts it is about, `list_query` puts the answer together.
"""
