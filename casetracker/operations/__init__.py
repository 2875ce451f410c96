"""What whoever runs the site needs: copies of the data, and words on how the site is."""
