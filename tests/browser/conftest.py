"""A sandbox, a gateway in front of it, and the page of that gateway in headless Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from realtime_sessions.sandbox import Sandbox
from tests.browser.served import serving
from tests.browser.support import Form

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FAKE_MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def box(sandbox: Sandbox) -> Sandbox:
    """The sandbox, without what a test before left in it."""
    sandbox.reset()
    return sandbox


@pytest.fixture(scope="session")
def gateway(sandbox: Sandbox) -> Iterator[str]:
    """The address that the command prints."""
    with serving(sandbox, "--dev", "--port", "0") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail("there is no Chromium: make test-browser installs one")
    arguments = [*FAKE_MICROPHONE, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser, gateway: str) -> Iterator[BrowserContext]:
    found = browser.new_context(viewport={"width": 1360, "height": 900})
    found.grant_permissions(["microphone", "clipboard-read", "clipboard-write"], origin=gateway)
    yield found
    found.close()


@pytest.fixture
def page(context: BrowserContext, gateway: str) -> Iterator[Page]:
    """The page, ready; whatever its console complains of fails the test."""
    found = context.new_page()
    complaints: list[str] = []
    found.on("pageerror", lambda error: complaints.append(str(error)))
    found.on(
        "console", lambda message: complaints.append(message.text) if is_complaint(message.text, message.type) else None
    )
    found.goto(f"{gateway}/")
    found.wait_for_selector("#mint:enabled")
    yield found
    assert complaints == []


def is_complaint(text: str, kind: str) -> bool:
    """Whether a line of the console is a fault of the page; that a request was refused is what a test asked for."""
    return kind in {"error", "warning"} and "Failed to load resource" not in text


@pytest.fixture
def form(page: Page) -> Form:
    return Form(page)
