"""Measure how fast a key is minted, beside what else a user could take; `make bench` runs it.

Guarantees that every figure is of calls that the server counted and found right, one for one, and whose replies the
client checked. Figures of one run compare with each other; figures of two runs, or of two machines, don't.
"""
