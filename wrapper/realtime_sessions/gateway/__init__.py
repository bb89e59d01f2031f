"""Mint keys and make calls for browsers, on a server that keeps the API key."""
