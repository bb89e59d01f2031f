"""Attacks on who somebody is: tokens that are missing, wrong, old, unsigned or signed by others."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from typing import Any

import pytest
from jwt.algorithms import RSAAlgorithm

from realtime_sessions.gateway import SignedCookie
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.signing import AUDIENCE, ISSUER, Signer, hand_made
from tests.behaviour.gateway.support import (
    NESTED,
    ORIGIN,
    SECRET,
    TOKENS,
    ask,
    error_of,
)

SIGNER = Signer()


def with_token(box: Sandbox, token: str) -> None:
    response = ask(
        box, "POST", "/session", body={}, headers={"authorization": f"Bearer {token}"}, authenticate=SIGNER.tokens()
    )
    assert (response.status_code, error_of(response)["code"]) == (401, "unauthenticated")
    assert response.headers["www-authenticate"] == "Bearer"


def test_no_token(box: Sandbox) -> None:
    for path in ("/session", NESTED, "/v1/realtime/sessions", "/call", "/ticket"):
        response = ask(box, "POST", path, body={}, headers={})
        assert (response.status_code, error_of(response)["type"]) == (401, "authentication_error")
    for method, path in (
        ("GET", "/me"),
        ("GET", "/admin/calls"),
        ("DELETE", "/call/rtc_1"),
        ("DELETE", "/admin/calls/rtc_1"),
    ):
        assert ask(box, method, path, headers={}).status_code == 401


def test_wrong_token(box: Sandbox) -> None:
    with_token(box, SIGNER.token(key=Signer().rsa))
    for told in (
        "",
        "Bearer",
        "Bearer ",
        f"Bearer {TOKENS['alice']}x",
        f"Token {TOKENS['alice']}",
        "Bearer a b",
        "Ticket",
    ):
        assert ask(box, "POST", "/session", body={}, headers={"authorization": told}).status_code == 401


def test_expired_token(box: Sandbox) -> None:
    with_token(box, SIGNER.token(exp=time.time() - 60))
    with_token(box, SIGNER.token(nbf=time.time() + 60))
    with_token(box, SIGNER.token(exp=None))


def test_none_algorithm_token(box: Sandbox) -> None:
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "alice", "exp": time.time() + 60}
    for algorithm in ("none", "None", "NONE", "", None, 0):
        with_token(box, hand_made({"alg": algorithm, "typ": "JWT", "kid": "rsa"}, claims))


def test_jwks_confusion(box: Sandbox) -> None:
    """The public key as an HMAC secret, keys that a token brings or points to, and keys that aren't for signing."""
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "alice", "exp": time.time() + 60}
    unsigned = hand_made({"alg": "HS256", "typ": "JWT", "kid": "rsa"}, claims).rpartition(".")[0]
    signature = hmac.new(SIGNER.public_pem, unsigned.encode(), hashlib.sha256).digest()
    with_token(box, f"{unsigned}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}")
    with_token(box, SIGNER.token(key="shared" * 10, algorithm="HS256", head={"kid": "shared"}))
    mine = Signer()
    with_token(box, mine.token(head={"jwk": mine.jwks["keys"][0]}))
    with_token(box, mine.token(head={"jku": "https://evil.example/jwks", "kid": "mine"}))
    with_token(box, SIGNER.token(head={"kid": "encrypting"}))
    with_token(box, SIGNER.token(key=SIGNER.ec, algorithm="ES256", head={"kid": "rsa"}))
    with_token(box, SIGNER.token(head={"kid": "../../etc/passwd"}))
    with_token(box, SIGNER.token(head={"kid": ""}))


def test_token_of_another_issuer_or_audience(box: Sandbox) -> None:
    wrongs: list[dict[str, Any]] = [
        {"iss": "https://evil.example"},
        {"iss": ISSUER + "/"},
        {"aud": "other"},
        {"aud": None},
        {"iss": None},
        {"sub": None},
    ]
    for wrong in wrongs:
        with_token(box, SIGNER.token(**wrong))
    with_token(box, "a." * 40_000)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "value", ["\\" * 60_000, '"' + "\\" * 60_000 + '"', "\\000" * 15_000, "a=b;" * 15_000, "=" * 60_000]
)
def test_a_cookie_that_is_long_to_read(box: Sandbox, value: str) -> None:
    """Python's own reader of cookies takes ten seconds for the second of these."""
    way = SignedCookie(SECRET)
    told = {"cookie": f"__Host-realtime={value}", "origin": ORIGIN}
    for _ in range(10):
        assert ask(box, "POST", "/session", body={}, headers=told, authenticate=way, cookies=True).status_code == 401


def test_a_cookie_beside_another_of_its_name(box: Sandbox) -> None:
    """Whoever may set cookies for the site could put their own user beside, or before, the right one."""
    way = SignedCookie(SECRET)
    alice, evil = (way.issue(name).partition(";")[0] for name in ("alice", "evil"))
    for cookies in (f"{alice}; {evil}", f"{evil}; {alice}", f"{alice};{alice}", f"{alice}, {evil}"):
        told = {"cookie": cookies, "origin": ORIGIN}
        assert ask(box, "POST", "/session", body={}, headers=told, authenticate=way, cookies=True).status_code == 401


@pytest.mark.parametrize(
    "told",
    ["Bearer\t{}", "Bearer {}, Bearer {}", "Basic {}", "{}", "Bearer={}", "Bearer {};", "Token {}", "Bearer Bearer {}"],
)
def test_a_good_token_in_another_way(box: Sandbox, told: str) -> None:
    headers = {"authorization": told.replace("{}", TOKENS["alice"])}
    assert ask(box, "POST", "/session", body={}, headers=headers).status_code == 401


@pytest.mark.parametrize(
    "head",
    [
        {"alg": "rs256"},
        {"alg": "RS256", "kid": ["rsa"]},
        {"alg": "RS256", "kid": "rsa", "crit": ["exp"]},
        {"alg": "RS256", "kid": "rsa", "b64": False, "crit": ["b64"]},
        {"alg": "ES256", "kid": "rsa"},
        {"alg": ["RS256"], "kid": "rsa"},
    ],
)
def test_a_head_that_says_how_to_check(box: Sandbox, head: Any) -> None:
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "alice", "exp": time.time() + 60}
    with_token(box, hand_made(head, claims, b"x" * 256))


@pytest.mark.parametrize("name", ["\ud800", "", "a" * 257, 5, None, ["alice"], {"name": "alice"}])
def test_a_token_whose_user_has_no_name(box: Sandbox, name: Any) -> None:
    """Signed by the right one; libraries refuse to make some of these."""
    head, claims = (
        {"alg": "RS256", "kid": "rsa"},
        {"iss": ISSUER, "aud": AUDIENCE, "sub": name, "exp": time.time() + 60},
    )
    unsigned = hand_made(head, claims).removesuffix(".")
    with_token(box, hand_made(head, claims, RSAAlgorithm(RSAAlgorithm.SHA256).sign(unsigned.encode(), SIGNER.rsa)))
