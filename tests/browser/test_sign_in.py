"""A gateway that asks who somebody is, with a policy that leaves them little."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from realtime_sessions.sandbox import Sandbox
from tests.browser.served import serving
from tests.browser.support import Form, body
from tests.browser.test_access import serious

TOKEN = "token-of-ada-0123456789"
SETTINGS = """
hosts = ["127.0.0.1:{port}"]
[authenticate.bearer.tokens]
ada = "{digest}"
[policy.fields]
voice = {{one_of = ["marin", "cedar"]}}
speed = {{free = true, maximum = 1.2}}
model = {{fixed = "gpt-realtime-2"}}
"""


@pytest.fixture
def strict(sandbox: Sandbox, tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    digest = hashlib.sha256(TOKEN.encode()).hexdigest()
    (tmp_path / "gateway.toml").write_text(SETTINGS.format(port=port, digest=digest))
    options = ["--page", "--port", str(port), "--config", str(tmp_path / "gateway.toml")]
    with serving(sandbox, *options, REALTIME_GATEWAY_SECRET="x" * 40) as address:
        yield address


@pytest.fixture
def signing_in(context: BrowserContext, strict: str) -> Page:
    page = context.new_page()
    page.goto(f"{strict}/")
    expect(page.get_by_role("dialog")).to_be_visible()
    return page


def sign_in(page: Page, token: str) -> None:
    page.get_by_label("Token").fill(token)
    page.get_by_role("button", name="Continue").click()


def test_a_token_is_asked_for_and_not_kept(signing_in: Page, box: Sandbox) -> None:
    page = signing_in
    sign_in(page, "wrong-token-0123456789")
    expect(page.locator("#sign-in-error")).to_contain_text("didn't take this token")
    sign_in(page, TOKEN)
    expect(page.locator("#who")).to_have_text("ada")
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])")
    assert TOKEN not in kept + page.content()
    page.reload()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_axe_finds_nothing_serious_in_the_question(signing_in: Page) -> None:
    assert serious(signing_in) == []


def test_the_form_has_what_the_policy_leaves(signing_in: Page, box: Sandbox) -> None:
    page = signing_in
    sign_in(page, TOKEN)
    page.wait_for_selector("#mint:enabled")
    form = Form(page)
    rows = page.locator(".group > .row").evaluate_all("rows => rows.map(row => row.dataset.name)")
    assert rows == ["voice", "speed"]
    expect(page.locator("#form")).to_contain_text("The server sets, or leaves out: model,")
    options = form.choose("voice", "value").locator("option").all_inner_texts()
    assert options == ["marin", "cedar"]
    form.row("voice").locator("select").select_option("cedar")
    assert body(form.mint()) == {"voice": "cedar"}
    expect(page.locator("#reply-body")).to_contain_text("gpt-realtime-2")
    form.fill("speed", "1.4")
    form.mint()
    expect(form.error("speed")).to_contain_text("at most 1.2")
