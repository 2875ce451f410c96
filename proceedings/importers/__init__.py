"""Foreign formats, one module each, turned into what casetracker records."""
