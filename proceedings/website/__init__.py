"""The pages: what each shows, assembled from the record into named fields and words."""
