"""What the sandbox's server and the gateway's have in common. It needs uvicorn, which the extra of either brings."""
