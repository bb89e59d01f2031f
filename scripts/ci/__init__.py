"""What runs in continuous integration: the nightly look at the published document, and what GitHub is told."""
