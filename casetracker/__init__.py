"""casetracker: where a defendant's case stands, on any date, why, and who says so."""
