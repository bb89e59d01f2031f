"""Schemas of both versions of OpenAPI brought to one shape."""
