"""Lead from a published document to the generated client."""
