"""Measure the gateway beside what one would write with a web framework and an official client."""
