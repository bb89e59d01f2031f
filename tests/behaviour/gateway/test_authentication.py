"""The ready-made ways to say who somebody is."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx
import pytest

from realtime_sessions.errors import ConfigurationError
from realtime_sessions.gateway import (
    BearerTokens,
    JwtTokens,
    Refused,
    Request,
    SignedCookie,
    TrustedHeader,
    User,
    first_of,
    tokens,
)
from realtime_sessions.gateway.users import authenticated, digest
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.signing import AUDIENCE, ISSUER, Signer
from tests.behaviour.gateway.support import ORIGIN, SECRET, TOKENS, ask, asking, run

SIGNER = Signer()


def request(peer: str = "192.0.2.7", *headers: tuple[str, str]) -> Request:
    raw = [(name.encode(), value.encode()) for name, value in headers]
    scope = {"type": "http", "method": "POST", "path": "/session", "headers": raw, "client": (peer, 1)}
    return Request(scope, None)  # type: ignore[arg-type]


def who(way: Any, *headers: tuple[str, str], peer: str = "192.0.2.7") -> User | None:
    told: list[Refused] = []
    try:
        return asyncio.run(authenticated(way, request(peer, *headers)))
    except Refused as refused:
        told.append(refused)
    assert told[0].status == 401
    return None


def with_token(way: Any, token: str) -> User | None:
    return who(way, ("authorization", f"Bearer {token}"))


def test_a_known_token_is_its_user() -> None:
    way = BearerTokens({"alice": digest(TOKENS["alice"]), "root": digest(TOKENS["root"])}, admins=["root"])
    assert with_token(way, TOKENS["alice"]) == User("alice")
    assert with_token(way, TOKENS["root"]) == User("root", admin=True)
    assert who(way, ("authorization", f"bearer  {TOKENS['alice']}")) == User("alice")
    for wrong in ("", "token", TOKENS["alice"] + "x", TOKENS["alice"][:-1], digest(TOKENS["alice"])):
        assert with_token(way, wrong) is None
    assert who(way) is None
    assert who(way, ("authorization", f"Basic {TOKENS['alice']}")) is None
    assert TOKENS["alice"] not in repr(vars(way))


def test_a_list_of_tokens_is_of_digests() -> None:
    for wrong in ({}, {"alice": TOKENS["alice"]}):
        with pytest.raises(ConfigurationError, match="SHA-256"):
            BearerTokens(wrong)


@pytest.mark.parametrize(("key", "algorithm", "kid"), [(SIGNER.rsa, "RS256", "rsa"), (SIGNER.ec, "ES256", "ec")])
def test_a_signed_token_is_its_user(key: Any, algorithm: str, kid: str) -> None:
    way = SIGNER.tokens(admins=["root"])
    assert with_token(way, SIGNER.token(key=key, algorithm=algorithm, head={"kid": kid})) == User("alice")
    assert with_token(way, SIGNER.token(sub="root", aud=["other", AUDIENCE])) == User("root", admin=True)
    assert with_token(SIGNER.tokens(user="email"), SIGNER.token(email="a@b.example")) == User("a@b.example")


def test_keys_are_fetched_once_and_again_for_a_new_one_but_not_at_every_turn() -> None:
    signer = Signer()
    way = JwtTokens(issuer=ISSUER, audience=AUDIENCE, jwks=f"{ISSUER}/jwks", transport=signer.transport())

    async def several() -> list[User | None]:
        tokens = [signer.token(), signer.token(), *(signer.token(head={"kid": f"k{n}"}) for n in range(20))]
        return [await way(request("192.0.2.7", ("authorization", f"Bearer {token}"))) for token in tokens]

    found = asyncio.run(several())
    assert found[:2] == [User("alice")] * 2
    assert set(found[2:]) == {None}
    assert signer.asked == 1


def test_nobody_is_let_in_while_the_keys_cannot_be_had(caught: pytest.LogCaptureFixture) -> None:
    signer = Signer()
    signer.fails = True
    way = JwtTokens(issuer=ISSUER, audience=AUDIENCE, jwks=f"{ISSUER}/jwks", transport=signer.transport())
    with pytest.raises(Refused) as refused:
        asyncio.run(authenticated(way, request("192.0.2.7", ("authorization", f"Bearer {signer.token()}"))))
    assert refused.value.status == 503
    assert ISSUER in caught.text


def test_old_keys_are_believed_for_a_while_only(monkeypatch: pytest.MonkeyPatch) -> None:
    signer = Signer()
    way = JwtTokens(issuer=ISSUER, audience=AUDIENCE, jwks=f"{ISSUER}/jwks", transport=signer.transport())
    told = ("authorization", f"Bearer {signer.token()}")
    assert who(way, told) == User("alice")
    signer.fails = True
    for name in ("_FRESH", "_PAUSE"):
        monkeypatch.setattr(tokens, name, -1.0)
    assert who(way, told) == User("alice")
    monkeypatch.setattr(tokens, "_OLDEST", -1.0)
    with pytest.raises(Refused) as refused:
        asyncio.run(authenticated(way, request("192.0.2.7", told)))
    assert refused.value.status == 503
    signer.fails = False
    monkeypatch.setattr(tokens, "_OLDEST", 3600.0)
    assert who(way, told) == User("alice")
    assert signer.asked == 4


@pytest.mark.parametrize(
    "wrong",
    [
        {"algorithms": ["HS256"]},
        {"algorithms": ["none"]},
        {"algorithms": []},
        {"issuer": ""},
        {"jwks": "http://id.example/jwks"},
        {"jwks": {"keys": []}},
        {"jwks": {"keys": [{"kty": "oct", "k": "c2hhcmVk", "kid": "shared"}]}},
    ],
)
def test_unsafe_settings_of_tokens_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        SIGNER.tokens(**wrong)


def test_a_cookie_of_ours_is_its_user(monkeypatch: pytest.MonkeyPatch) -> None:
    way = SignedCookie(SECRET)
    with monkeypatch.context() as long_ago:
        long_ago.setattr(time, "time", lambda: 1e9)
        old = way.issue("alice").partition(";")[0]
    told = way.issue("zoë; Path=/ | alice")
    assert all(word in told for word in ("; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/"))
    cookie = told.partition(";")[0]
    assert who(way, ("cookie", f"a=b; {cookie}; c=d")) == User("zoë; Path=/ | alice")
    name, _, value = cookie.partition("=")
    user, until, signature = value.split(".")
    wrong = [
        f"{name}={user}.{int(until) + 1}.{signature}",
        f"{name}={user}.{until}.{signature[:-1]}{'1' if signature[-1] == '0' else '0'}",
        f"{name}={user}.{until}.",
        f"{name}={user}",
        f"{name}=",
        f"other={value}",
        SignedCookie("b" * 40).issue("alice").partition(";")[0],
        SignedCookie(SECRET, name="other").issue("alice").partition(";")[0].replace("other=", f"{name}="),
        old,
        f"{name}=é.é.é",
    ]
    assert [who(way, ("cookie", each)) for each in wrong] == [None] * len(wrong)
    with pytest.raises(ConfigurationError):
        SignedCookie("short")


def test_a_header_is_believed_from_its_proxies_only() -> None:
    way = TrustedHeader("X-Forwarded-User", ["10.0.0.0/8", "::1"])
    told = ("x-forwarded-user", "alice")
    assert who(way, told, peer="10.1.2.3") == User("alice")
    assert who(way, told, peer="::ffff:10.1.2.3") == User("alice")
    assert who(way, told, peer="11.1.2.3") is None
    assert who(way, told, told, peer="10.1.2.3") is None
    assert who(way, peer="10.1.2.3") is None
    assert who(way, ("x-forwarded-user", "a" * 300), peer="10.1.2.3") is None
    assert who(way, told, peer="no address") is None
    for wrong in ([], ["example.com"]):
        with pytest.raises(ConfigurationError):
            TrustedHeader("X-Forwarded-User", wrong)


def test_the_first_way_that_finds_a_user_counts() -> None:
    way = first_of(TrustedHeader("x-user", ["10.0.0.1"]), SIGNER.tokens(), BearerTokens.of(TOKENS))
    assert with_token(way, TOKENS["bob"]) == User("bob")
    assert with_token(way, SIGNER.token()) == User("alice")
    assert who(way) is None


def test_a_function_of_ones_own_may_be_awaited(box: Sandbox) -> None:
    async def authenticate(request: Request) -> str | None:
        return request.headers.get("x-me")

    def plain(request: Request) -> str | None:
        return request.headers.get("x-me")

    for way in (authenticate, plain):
        assert ask(box, "GET", "/me", headers={"x-me": "carol"}, authenticate=way).json()["user"] == "carol"
        assert ask(box, "GET", "/me", headers={}, authenticate=way).status_code == 401


def test_one_that_fails_lets_nobody_in(box: Sandbox, caught: pytest.LogCaptureFixture) -> None:
    def broken(request: Request) -> str:
        raise RuntimeError("sk-test-this-is-a-key-0123456789")

    response = ask(box, "POST", "/session", body={}, headers={}, authenticate=broken)
    assert (response.status_code, response.json()["error"]["code"]) == (500, "internal_error")
    assert "RuntimeError" in caught.text
    assert "this-is-a-key" not in caught.text + response.text


def test_a_cookie_counts_from_a_listed_page_only(box: Sandbox) -> None:
    way = SignedCookie(SECRET)
    cookie = {"cookie": way.issue("alice").partition(";")[0]}

    async def several() -> list[httpx.Response]:
        async with asking(box, authenticate=way, cookies=True) as client:
            return [
                await client.post("/session", json={}, headers={**cookie, **more})
                for more in (
                    {"origin": ORIGIN},
                    {},
                    {"origin": "https://evil.example"},
                    {"sec-fetch-site": "same-site"},
                )
            ]

    good, *others = run(several())
    assert good.status_code == 200
    assert good.headers["access-control-allow-credentials"] == "true"
    assert [each.status_code for each in others] == [403] * 3


def test_expiry_has_little_leeway() -> None:
    way = SIGNER.tokens(leeway=2)
    assert with_token(way, SIGNER.token(exp=time.time() - 1)) == User("alice")
    assert with_token(way, SIGNER.token(exp=time.time() - 5)) is None


def test_one_text_where_a_list_is_meant_is_a_list_of_it() -> None:
    named = {name: digest(name) for name in ("root", "r", "o", "t")}
    way = BearerTokens(named, admins="root")
    users = {name: with_token(way, name) for name in named}
    assert {name for name, user in users.items() if user and user.admin} == {"root"}
