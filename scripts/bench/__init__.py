"""Measure what this project is compared with, on the same machine, by the same means."""
