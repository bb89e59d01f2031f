"""Report what was found and what was agreed to, in every form."""
