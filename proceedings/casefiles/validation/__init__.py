"""What a case file must be before anything is written."""
