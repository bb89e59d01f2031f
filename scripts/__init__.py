"""Commands of the project: pin, generate, verify, and what measures them."""
