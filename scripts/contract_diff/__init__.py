"""Find what a new version of a contract breaks, with a payload that shows it."""
