"""The lists of the research desk: one machinery, one vocabulary of filters, many kinds of rows.

``vocabulary`` is what may be asked, ``conditions`` what each filter means, ``reach`` how rows of one kind get
to the facts a filter is about; ``kinds`` describes each list; ``query`` understands a request, ``facets``
counts beside it.
"""
