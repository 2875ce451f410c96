"""Import with preview: upload a table or a case file, see what it would do, and only then let it.

``files`` turns what was sent into case files, ``outcome`` reads off a write what became of every row,
``preview`` tries the whole out and undoes it, ``bringing`` does it; ``blanks`` are the files to fill in,
``pages`` shows it all.
"""
