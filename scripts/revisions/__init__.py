"""Read what is kept of each published revision, and what changed from one to the next."""
