"""One module for each library that is measured, with the shortest program its users would write.

Each module has classes with a base URL as their only argument, `mint`, which returns the key and the model of a
checked reply, and `close`. They run in the library's own environment.
"""
