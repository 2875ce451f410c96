"""Parts that would fit any Django project: they import no app."""
