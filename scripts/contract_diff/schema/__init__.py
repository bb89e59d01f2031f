"""Bring the schemas of all versions of OpenAPI to one form."""
