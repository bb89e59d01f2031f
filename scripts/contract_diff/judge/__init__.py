"""Judge one change: what it is, whom it hurts, and a payload that shows it."""
