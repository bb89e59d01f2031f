"""Carry requests and replies: connections, attempts, time limits, proxies.

Nothing in this room knows what a session is; it takes a request and gives a reply, or one of `errors`.
"""
