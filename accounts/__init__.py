"""Who gets in: signing in, the second factor, invitations, and the log of all of it."""
