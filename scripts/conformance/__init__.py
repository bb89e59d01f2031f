"""Check whether the wrapper still says what a document takes, and reads what it gives."""
