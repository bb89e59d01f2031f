"""Run in continuous integration: look at the published document every night, and tell GitHub."""
