"""Everybody can use the page: by keyboard, by ear, on a phone, in the dark; and it lets in nobody else's script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from realtime_sessions.sandbox import Sandbox
from scripts.pipeline.paths import ROOT
from tests.browser import axe
from tests.browser.support import Form

SCREENS: dict[str, Any] = {
    "light": {"viewport": {"width": 1360, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1360, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "has_touch": True},
    "small": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark", "has_touch": True},
}
PICTURES = ROOT / "build" / "page"


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest, browser: Browser, gateway: str) -> Iterator[Page]:
    """The page on a screen, without its policy, so that axe may look into it."""
    context = browser.new_context(**SCREENS[request.param], bypass_csp=True, permissions=["microphone"])
    page = context.new_page()
    page.goto(f"{gateway}/")
    page.wait_for_selector("#mint:enabled")
    yield page
    context.close()


def used(page: Page, box: Sandbox) -> None:
    """Bring up everything that the page can show: values, a complaint, a key, a call."""
    form = Form(page)
    for name in (
        "voice",
        "turn_detection",
        "modalities",
        "tools",
        "prompt",
        "parallel_tool_calls",
        "input_audio_format",
    ):
        form.choose(name, "value")
    form.fill("voice", "marin")
    form.choose("tools", "left out")
    form.choose("prompt", "left out")
    form.fill("instructions", "Be brief.")
    form.mint()
    expect(page.locator("#key")).to_be_visible()


def serious(page: Page) -> list[str]:
    """What axe finds that shuts somebody out."""
    page.evaluate(axe.source())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert len(found["passes"]) > 20, "axe looked at the page"
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        if one["impact"] in {"moderate", "serious", "critical"}
        for node in one["nodes"]
    ]


def test_axe_finds_what_is_wrong(screen: Page) -> None:
    screen.evaluate("document.body.append(Object.assign(document.createElement('input'), {type: 'text'}))")
    assert any(line.startswith("label") for line in serious(screen))


def test_axe_finds_nothing_serious(screen: Page, box: Sandbox, request: pytest.FixtureRequest) -> None:
    assert serious(screen) == []
    used(screen, box)
    screen.locator("#talk").click()
    expect(screen.locator("#call-state")).to_have_text("answered")
    assert serious(screen) == []
    screen.locator("#talk").click()
    form = Form(screen)
    form.fill("speed", "9")
    expect(form.error("speed")).to_be_visible()
    assert serious(screen) == []
    box.fail_next(400, code="invalid_value", param="voice", message="That voice is taken.")
    form.choose("speed", "left out")
    form.mint()
    expect(form.error("voice")).to_be_visible()
    assert serious(screen) == []


def test_nothing_is_wider_than_the_screen(screen: Page, box: Sandbox) -> None:
    used(screen, box)
    inside, width = screen.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert inside <= width


@pytest.mark.parametrize("screen", ["phone", "small"], indirect=True)
def test_what_comes_back_is_in_view_on_a_narrow_screen(screen: Page, box: Sandbox) -> None:
    """The reply stands below the whole form."""
    form = Form(screen)
    form.mint()
    expect(screen.locator("#key")).to_be_in_viewport(ratio=1)
    box.fail_next(500, {"x-should-retry": "false"}, message="It is broken.")
    screen.evaluate("scrollTo(0, 0)")
    form.mint()
    expect(screen.locator("#reply-body .refusal")).to_be_in_viewport(ratio=1)
    box.fail_next(400, code="invalid_value", param="voice", message="That voice is taken.")
    screen.evaluate("scrollTo(0, 0)")
    form.mint()
    expect(form.error("voice")).to_be_in_viewport(ratio=1)
    screen.evaluate("scrollTo(0, 0)")
    screen.locator("#talk").click()
    expect(screen.locator("#call-state")).to_be_in_viewport(ratio=1)


def test_without_scripts_nothing_is_said_to_load(browser: Browser, gateway: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{gateway}/")
    expect(page.locator("noscript .error")).to_be_visible()
    expect(page.locator("#loading")).to_be_hidden()
    context.close()


def test_pictures(screen: Page, box: Sandbox, request: pytest.FixtureRequest) -> None:
    """What a person looks at: build/page has one of each screen."""
    used(screen, box)
    PICTURES.mkdir(parents=True, exist_ok=True)
    screen.evaluate("scrollTo(0, 0)")
    path = Path(PICTURES, f"{request.node.callspec.params['screen']}.png")
    screen.screenshot(path=path)
    assert path.stat().st_size > 10_000


def test_a_key_is_minted_by_keyboard_alone(page: Page, form: Form) -> None:
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the parameters"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("aria-label") == "Find a parameter"
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("value") == "left out"
    page.keyboard.press("ArrowRight")  # model: value, and into its editor
    assert page.locator(":focus").get_attribute("aria-label") == "model"
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("gpt-realtime-2")
    page.keyboard.press("Enter")
    expect(page.locator("#key")).to_be_visible()
    expect(page.locator("#said")).to_have_text("A key was minted.")


def test_the_languages_are_a_list_of_tabs(page: Page) -> None:
    page.get_by_role("tab", name="Python", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Python async")).to_be_focused()
    expect(page.locator("#code code")).to_contain_text("asyncio.run")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="WebRTC")).to_be_focused()


def test_no_other_script_runs(context: BrowserContext, gateway: str) -> None:
    """The policy holds in the browser: no inline script, no other host, no HTML from text."""
    page = context.new_page()
    page.goto(f"{gateway}/")
    page.wait_for_selector("#mint:enabled")
    told = page.evaluate("""async () => {
        const told = [];
        addEventListener("securitypolicyviolation", (event) => told.push(event.effectiveDirective));
        const script = document.createElement("script");
        script.append("window.ran = true");
        document.body.append(script);
        await fetch("https://example.invalid/").catch(() => {});
        try { document.body.innerHTML = "<b>x</b>"; } catch { told.push("no HTML"); }
        await new Promise((done) => setTimeout(done, 200));
        return JSON.stringify([window.ran ?? false, told.sort()]);
    }""")
    ran, directives = json.loads(told)
    assert ran is False
    assert {"connect-src", "no HTML"} <= set(directives)
    assert page.locator("#mint").is_visible()
