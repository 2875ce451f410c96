"""The pages of records: defendant, case, incident and person."""
