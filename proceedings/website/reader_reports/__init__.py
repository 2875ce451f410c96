"""Reports and replies of readers."""
