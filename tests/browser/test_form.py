"""The form, the code beside it, and what is sent."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from realtime_sessions.parameters.table import PARAMETERS
from realtime_sessions.sandbox import Sandbox
from tests.browser.support import Form, body


def test_every_parameter_is_there_with_its_description(page: Page, form: Form) -> None:
    names = page.locator(".group > .row").evaluate_all("rows => rows.map(row => row.dataset.name)")
    assert sorted(names) == sorted(PARAMETERS["realtime"])
    for name in names:
        assert form.row(name).locator("> .about").inner_text()


def test_a_filled_form_is_code_and_then_a_key(page: Page, form: Form, box: Sandbox) -> None:
    form.fill("voice", "marin")
    form.fill("instructions", "Be brief.")
    for text in ('voice="marin"', 'instructions="Be brief."'):  # on a slow machine one comes before the other
        expect(page.locator("#code code")).to_contain_text(text)
    assert 'instructions="Be brief."' in form.code("Python async")
    assert '"instructions": "Be brief."' in form.code("curl")
    assert "--voice marin" in form.code("Command line")
    assert '"voice": "marin"' in form.code("JavaScript")
    assert "RTCPeerConnection" in form.code("WebRTC")
    assert body(form.mint()) == {"voice": "marin", "instructions": "Be brief."}
    expect(page.locator("#reply-status")).to_contain_text("200")
    expect(page.locator("#key")).to_have_text("ek_" + "•" * 12)
    expect(page.locator(".life strong")).to_contain_text("expires in ")
    expect(page.locator("#reply-body table")).to_contain_text("marin")
    assert box.requests[-1].body["session"]["audio"]["output"]["voice"] == "marin"


def test_the_countdown_counts(page: Page, form: Form) -> None:
    form.fill("expires_after", "60")
    form.mint()
    left = page.locator(".life strong")
    before = left.inner_text()
    assert before in {"expires in 1:00", "expires in 0:59"}
    expect(left).not_to_have_text(before)


def test_the_key_is_copied_and_not_shown(page: Page, form: Form, box: Sandbox) -> None:
    form.mint()
    page.get_by_role("button", name="Copy key").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    key = page.evaluate("navigator.clipboard.readText()")
    assert box.check(key) == "valid"
    assert key not in page.content()


def test_null_sends_null_and_left_out_sends_nothing(page: Page, form: Form, box: Sandbox) -> None:
    form.choose("turn_detection", "null")
    assert body(form.mint()) == {"turn_detection": None}
    assert box.requests[-1].body["session"]["audio"]["input"] == {"turn_detection": None}
    assert "turn_detection=None" in form.code("Python")
    form.choose("turn_detection", "left out")
    assert body(form.mint()) == {}
    assert "audio" not in box.requests[-1].body["session"]


def test_an_unknown_voice_is_taken_by_the_form_and_refused_by_the_service(page: Page, form: Form, box: Sandbox) -> None:
    form.fill("voice", "zephyr")
    assert body(form.mint()) == {"voice": "zephyr"}
    expect(page.locator("#reply-status")).to_contain_text("400")
    expect(form.error("voice")).to_contain_text("not supported")


def test_a_part_of_a_field_has_states_of_its_own(form: Form) -> None:
    form.choose("turn_detection", "value")
    form.fill("turn_detection.threshold", "0.4")
    form.choose("turn_detection.idle_timeout_ms", "null")
    assert body(form.mint()) == {"turn_detection": {"type": "server_vad", "threshold": 0.4, "idle_timeout_ms": None}}


def test_a_variant_is_chosen_and_sent(form: Form) -> None:
    form.choose("turn_detection", "value").get_by_role("radio", name="semantic_vad").check()
    form.choose("max_response_output_tokens", "value").get_by_role("radio", name="inf").check()
    modalities = form.choose("modalities", "value")
    modalities.get_by_role("checkbox", name="audio").uncheck()
    modalities.get_by_role("checkbox", name="text").check()
    assert body(form.mint()) == {
        "turn_detection": {"type": "semantic_vad"}, "max_response_output_tokens": "inf", "modalities": ["text"]
    }  # fmt: skip


def test_items_are_added_and_removed(page: Page, form: Form) -> None:
    tools = form.choose("tools", "value")
    for _ in range(2):
        tools.get_by_role("button", name="Add an item").click()
    first = tools.locator(".items > li").nth(0)
    first.locator('.row[data-name="name"] input[type=text]').fill("look_up")
    tools.get_by_role("button", name="Remove").nth(1).click()
    assert body(form.mint()) == {"tools": [{"name": "look_up", "type": "function"}]}


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("speed", "9", "speed must be a number from 0.25 to 1.5"),
        ("expires_after", "1.5", "expires_after must be a whole number"),
        ("speed", "", "speed needs a number"),
        ("voice", "", "voice is empty"),
    ],
)
def test_a_wrong_field_says_so_before_anything_is_sent(page: Page, form: Form, path: str, text: str, said: str) -> None:
    form.fill(path, text)
    expect(form.error(path)).to_contain_text(said)
    assert form.mint() is None
    expect(page.locator("#notice")).to_contain_text("nothing was sent")
    assert form.row(path).locator(":focus").count() == 1
    form.choose(path, "left out")
    expect(form.error(path)).to_be_hidden()
    assert body(form.mint()) == {}


def test_a_wrong_part_says_so_at_the_part(page: Page, form: Form) -> None:
    form.choose("turn_detection", "value")
    form.fill("turn_detection.threshold", "7")
    expect(form.error("turn_detection.threshold")).to_contain_text("must be a number from 0 to 1")
    expect(form.error("turn_detection")).to_be_hidden()


def test_what_is_no_json_says_so(page: Page, form: Form) -> None:
    form.choose("prompt", "value")
    form.fill("prompt.id", "pmpt_1")
    form.fill("prompt.variables", "{")
    expect(form.error("prompt.variables")).to_contain_text("isn't JSON")
    form.fill("prompt.variables", json.dumps({"name": "Ada"}))
    expect(form.error("prompt.variables")).to_be_hidden()


@pytest.mark.parametrize("param", ["session.audio.output.voice", "voice"])
def test_a_refusal_lands_on_its_field(page: Page, form: Form, box: Sandbox, param: str) -> None:
    box.fail_next(400, code="invalid_value", param=param, message="That voice is taken.")
    form.mint()
    expect(form.error("voice")).to_contain_text("That voice is taken.")
    expect(page.locator("#reply-body")).to_contain_text("invalid_value")
    expect(page.locator("#reply-body .refusal")).to_have_text("voice was refused.")  # the rest stands at the field
    expect(page.locator("#reply-body")).not_to_contain_text("That voice is taken.")
    expect(page.locator("#reply-status")).to_contain_text("400")


def test_too_many_requests_show_the_wait(page: Page, form: Form, box: Sandbox) -> None:
    box.fail_next(429, {"Retry-After": "3", "x-should-retry": "false"}, code="rate_limit_exceeded")
    form.mint()
    expect(page.locator("#notice")).to_contain_text("wait 0:0")
    expect(page.locator("#mint")).to_be_disabled()
    expect(page.locator("#reply-status")).to_contain_text("429")
    expect(page.locator("#mint")).to_be_enabled(timeout=6000)
    form.mint()
    expect(page.locator("#reply-status")).to_contain_text("200")


def test_a_reload_keeps_the_settings_and_no_secret(page: Page, form: Form, context: BrowserContext) -> None:
    form.fill("voice", "marin")
    form.choose("turn_detection", "null")
    form.fill("instructions", "Say sk-test-typed-by-mistake-0000 twice.")
    tools = form.choose("tools", "value")
    tools.get_by_role("button", name="Add an item").click()
    tools.get_by_role("radio", name="mcp").check()
    item = tools.locator(".items > li")
    item.locator('.row[data-name="server_label"] input[type=text]').fill("shop")
    item.locator('.row[data-name="authorization"] label', has_text="value").click()
    item.locator('.row[data-name="authorization"] input[type=password]').fill("hush-hush")
    form.choose("tools", "value")
    assert body(form.mint())["tools"][0]["authorization"] == "hush-hush"
    page.get_by_role("button", name="Copy key").click()
    key = page.evaluate("navigator.clipboard.readText()")
    code = form.code("Python")
    assert "hush-hush" not in code
    assert "typed-by-mistake" not in code
    page.reload()
    page.wait_for_selector("#mint:enabled")
    expect(form.row("voice").locator("input[list]")).to_have_value("marin")
    assert form.row("turn_detection").get_attribute("data-state") == "null"
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])")
    shown = page.content() + page.evaluate(
        "[...document.querySelectorAll('input, textarea')].map(one => one.value).join()"
    )
    for secret in (key, "hush-hush", "typed-by-mistake"):
        assert secret not in kept + shown
    assert "marin" in kept
    assert context.cookies() == []


def test_all_is_left_out_again(page: Page, form: Form) -> None:
    form.fill("voice", "marin")
    page.get_by_role("button", name="Leave all out").click()
    assert body(form.mint()) == {}
    expect(page.locator("#count")).to_have_text("all left out")


def test_code_is_copied(page: Page, form: Form) -> None:
    form.fill("voice", "cedar")
    expect(page.locator("#code code")).to_contain_text("cedar")
    page.locator("#copy-code").click()
    assert page.evaluate("navigator.clipboard.readText()").strip() == page.locator("#code code").inner_text().strip()


def test_a_parameter_is_found(page: Page, form: Form) -> None:
    page.get_by_label("Find a parameter").fill("microphone")
    assert page.locator(".group > .row:visible").count() == 0
    expect(page.locator("#nothing")).to_be_visible()
    page.get_by_label("Find a parameter").fill("VOICE")
    expect(page.locator(".group > .row:visible")).to_have_count(1)
    expect(page.locator(".group:visible")).to_have_count(1)
    form.fill("voice", "marin")
    assert body(form.mint()) == {"voice": "marin"}


def test_a_wrong_field_is_seen_whatever_is_looked_for(page: Page, form: Form) -> None:
    form.fill("speed", "9")
    page.get_by_label("Find a parameter").fill("voice")
    expect(form.row("speed")).to_be_hidden()
    assert form.mint() is None
    expect(form.error("speed")).to_be_visible()
