"""Compare what two documents have around their schemas: operations, parameters, replies, media types, security."""
