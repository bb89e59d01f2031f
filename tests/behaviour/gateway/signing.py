"""An identity provider for tests: keys, tokens and the set of keys that it publishes."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import httpx
import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from realtime_sessions.gateway import JwtTokens

ISSUER, AUDIENCE = "https://id.example", "realtime"


class Signer:
    """Signs tokens as an identity provider does, and answers for its keys."""

    def __init__(self) -> None:
        self.rsa = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.ec = ec.generate_private_key(ec.SECP256R1())
        self.asked = 0
        self.fails = False

    @property
    def jwks(self) -> dict[str, Any]:
        rsa_key = json.loads(RSAAlgorithm.to_jwk(self.rsa.public_key()))
        ec_key = json.loads(ECAlgorithm.to_jwk(self.ec.public_key()))
        return {
            "keys": [
                {**rsa_key, "kid": "rsa", "alg": "RS256", "use": "sig"},
                {**ec_key, "kid": "ec", "alg": "ES256", "use": "sig"},
                {"kty": "oct", "kid": "shared", "alg": "HS256", "k": "c2hhcmVk"},
                {**rsa_key, "kid": "encrypting", "alg": "RS256", "use": "enc"},
            ]
        }

    @property
    def public_pem(self) -> bytes:
        return self.rsa.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def transport(self) -> httpx.MockTransport:
        def answer(request: httpx.Request) -> httpx.Response:
            self.asked += 1
            return httpx.Response(503) if self.fails else httpx.Response(200, json=self.jwks)

        return httpx.MockTransport(answer)

    def token(self, *, key: Any = None, algorithm: str = "RS256", head: Any = None, **claims: Any) -> str:
        now = time.time()
        told = {"iss": ISSUER, "aud": AUDIENCE, "sub": "alice", "exp": now + 60, "iat": now, **claims}
        told = {name: value for name, value in told.items() if value is not None}
        return jwt.encode(told, key or self.rsa, algorithm, headers={"kid": "rsa", **(head or {})})

    def tokens(self, **more: Any) -> JwtTokens:
        told: dict[str, Any] = {"issuer": ISSUER, "audience": AUDIENCE, "jwks": self.jwks, **more}
        return JwtTokens(**told)


def hand_made(head: dict[str, Any], claims: dict[str, Any], signature: bytes = b"") -> str:
    """A token that no library would make."""
    parts = [json.dumps(part).encode() for part in (head, claims)]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in [*parts, signature])
