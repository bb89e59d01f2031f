"""Search for a value that some schemas accept and others refuse."""
