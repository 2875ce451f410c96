"""Questions over many records: rows, numbers and citations, without HTML."""
