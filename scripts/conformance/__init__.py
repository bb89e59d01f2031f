"""Whether the wrapper still says what a document takes: `judge` decides, `corpus` is what it says."""
