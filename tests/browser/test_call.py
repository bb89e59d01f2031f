"""The Talk button, with a fake microphone: against the sandbox, and against another page that talks back."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from realtime_sessions.sandbox import Sandbox
from tests.browser.support import Form

TALKS_BACK = """async (offer) => {
    const peer = new RTCPeerConnection();
    window.peer = peer;
    const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of microphone.getTracks()) peer.addTrack(track, microphone);
    peer.ondatachannel = ({ channel }) => {
        channel.onopen = () => channel.send(JSON.stringify({ type: "session.created", event_id: "event_1" }));
    };
    await peer.setRemoteDescription({ type: "offer", sdp: offer });
    await peer.setLocalDescription();
    while (peer.iceGatheringState !== "complete") await new Promise((done) => setTimeout(done, 20));
    return peer.localDescription.sdp;
}"""


def test_a_call_is_answered_and_hung_up(page: Page, form: Form, box: Sandbox) -> None:
    form.fill("voice", "marin")
    page.locator("#talk").click()
    expect(page.locator("#call-state")).to_have_text("answered")
    expect(page.locator("#call-figures")).to_contain_text("Answer")
    expect(page.locator("#call-figures")).to_contain_text("Ends in")
    events = page.locator("#events")
    for name in ("microphone ready", "offer sent", "answer received"):
        expect(events).to_contain_text(name)
    call = next(request for request in box.requests if request.path.endswith("/realtime/calls"))
    assert "marin" in str(call.body)
    with page.expect_response(lambda reply: "/call/" in reply.url) as hung_up:
        page.get_by_role("button", name="Hang up").click()
    assert (hung_up.value.request.method, hung_up.value.status) == ("DELETE", 204)
    assert box.requests[-1].path.endswith("/hangup")
    expect(page.locator("#call-state")).to_have_text("ended")
    expect(page.locator("#talk")).to_have_text("Talk")
    page.locator("#talk").click()
    expect(page.locator("#call-state")).to_have_text("answered")
    page.locator("#talk").click()
    expect(page.locator("#call-state")).to_have_text("ended")


def test_sound_and_events_arrive(page: Page, context: BrowserContext, gateway: str) -> None:
    other = context.new_page()
    other.goto(f"{gateway}/")

    def answer(route: Route) -> None:
        asked: Any = route.request.post_data_json
        sdp = other.evaluate(TALKS_BACK, asked["sdp"])
        route.fulfill(status=201, json={"sdp": sdp, "call_id": "rtc_1", "ends_at": None})

    ended: list[str] = []

    def hung_up(route: Route) -> None:
        ended.append(route.request.url)
        route.fulfill(status=204)

    page.route("**/call", answer)
    page.route("**/call/*", hung_up)
    page.locator("#talk").click()
    expect(page.locator("#call-state")).to_have_text("connected", timeout=10_000)
    expect(page.locator("#call-figures")).to_contain_text("First sound", timeout=10_000)
    event = page.locator("#events summary", has_text="session.created")
    expect(event).to_be_visible()
    event.click()
    expect(page.locator("#events")).to_contain_text("event_1")
    page.locator("#talk").click()
    expect(page.locator("#call-state")).to_have_text("ended")
    assert [url.rpartition("/")[2] for url in ended] == ["rtc_1"]


def test_a_call_ends_when_its_time_is_over(page: Page, box: Sandbox) -> None:
    def shortened(route: Route) -> None:
        reply = route.fetch()
        told = reply.json() | {"ends_at": page.evaluate("Date.now() / 1000") + 2}
        route.fulfill(response=reply, body=json.dumps(told))

    page.route("**/call", shortened)
    page.locator("#talk").click()
    expect(page.locator("#call-figures")).to_contain_text("0:0")
    expect(page.locator("#call-state")).to_contain_text("ended", timeout=5_000)
    expect(page.locator("#talk")).to_have_text("Talk")


def test_a_refusal_of_a_call_lands_on_its_field(page: Page, form: Form, box: Sandbox) -> None:
    box.fail_next(400, code="invalid_value", param="session.audio.output.speed", message="Slower, please.")
    page.locator("#talk").click()
    expect(form.error("speed")).to_contain_text("Slower, please.")
    expect(page.locator("#call-state")).to_have_text("failed")
    expect(page.locator("#talk")).to_have_text("Talk")
    expect(page.locator("#talk")).to_be_enabled()


def test_a_microphone_that_is_not_allowed_is_said(context: BrowserContext, gateway: str) -> None:
    page = context.new_page()
    page.add_init_script(
        "MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
    )
    page.goto(f"{gateway}/")
    page.locator("#talk:enabled").click()
    expect(page.locator("#notice")).to_contain_text("microphone isn't allowed")
    expect(page.locator("#talk")).to_have_text("Talk")


def test_who_hangs_up_early_leaves_nothing_open(context: BrowserContext, gateway: str, box: Sandbox) -> None:
    page = context.new_page()
    page.add_init_script(
        """
        const really = MediaDevices.prototype.getUserMedia;
        MediaDevices.prototype.getUserMedia = async function (...words) {
            await new Promise((done) => { window.allow = done; });
            return (window.microphone = await really.apply(this, words));
        };
        """
    )
    page.goto(f"{gateway}/")
    page.locator("#talk:enabled").click()
    expect(page.locator("#call-state")).to_have_text("asking for the microphone")
    page.get_by_role("button", name="Hang up").click()
    expect(page.locator("#call-state")).to_have_text("ended")
    page.evaluate("allow()")
    expect(page.locator("#talk")).to_be_enabled()
    while not page.evaluate("window.microphone?.getTracks().every((track) => track.readyState === 'ended') ?? false"):
        page.wait_for_timeout(20)
    assert page.locator("#notice").inner_text() == ""
    assert not [request for request in box.requests if request.path.endswith("/calls")]


def hung_up(box: Sandbox) -> None:
    until = time.monotonic() + 10
    while not any(request.path.endswith("/hangup") for request in box.requests):
        assert time.monotonic() < until, "the call is still open"
        time.sleep(0.02)


@pytest.mark.parametrize("leave", ["reload", "elsewhere", "close"])
def test_who_leaves_the_page_leaves_no_call_open(page: Page, box: Sandbox, leave: str) -> None:
    page.locator("#talk").click()
    expect(page.locator("#call-state")).to_have_text("answered")
    ways: dict[str, Callable[[], object]] = {
        "reload": page.reload,
        "elsewhere": lambda: page.goto("about:blank"),
        "close": page.close,
    }
    ways[leave]()
    hung_up(box)


def test_a_gateway_that_is_gone_is_said(context: BrowserContext, gateway: str) -> None:
    page = context.new_page()
    page.goto(f"{gateway}/")
    page.wait_for_selector("#mint:enabled")
    page.route("**/session", lambda route: route.abort())
    page.locator("#mint").click()
    expect(page.locator("#reply-body")).to_contain_text("can't be reached")
    expect(page.locator("#mint")).to_be_enabled()


def test_the_copied_javascript_runs(page: Page, form: Form, box: Sandbox) -> None:
    """In a page of the gateway's own, as it stands on the page."""
    form.fill("voice", "marin")
    expect(page.locator("#code code")).to_contain_text("marin")
    key = page.evaluate(f"async () => {{ {form.code('JavaScript')}\nreturn key; }}")
    assert box.check(key) == "valid"
    state = page.evaluate(f"async () => {{ {form.code('WebRTC')}\nreturn peer.signalingState; }}")
    assert state == "stable"
    assert box.requests[-1].path.endswith("/realtime/calls")
    page.goto("about:blank")
    hung_up(box)
