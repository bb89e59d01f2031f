"""Say what went wrong and what to do next: bounds in words, names that were meant, what an answer means.

Nothing here is read by a call that succeeds.
"""
