"""Mint with the standard library's `http.client`: the floor under every Python client."""

import http.client
import json

from scripts.bench.minting.request import BASE_PATH, BODY, KEY, PATH

_HEADERS = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
_OK = 200


class Client:
    """Keep one connection."""

    def __init__(self, base_url: str) -> None:
        scheme, _, rest = base_url.partition("://")
        kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
        self._connection = kind(rest.partition("/")[0])

    def mint(self) -> tuple[str, str]:
        """Mint a key."""
        self._connection.request("POST", BASE_PATH + PATH, json.dumps(BODY), _HEADERS)
        response = self._connection.getresponse()
        content = response.read()
        if response.status != _OK:
            raise RuntimeError(f"the server answered {response.status}")
        reply = json.loads(content)
        return reply["value"], reply["session"]["model"]

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
