"""Use the page as a person does: a field's state, its editor, and what the page says of it."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Locator, Page, Request, expect


class Form:
    def __init__(self, page: Page) -> None:
        self.page = page

    def row(self, path: str) -> Locator:
        """The row of a field, or of a field inside of one: `turn_detection.threshold`."""
        first, *rest = path.split(".")
        found = self.page.locator(f'.group > .row[data-name="{first}"]')
        for name in rest:
            found = found.locator(f'.row[data-name="{name}"]').first
        return found

    def choose(self, path: str, state: str) -> Locator:
        """Put a field into a state; its row."""
        row = self.row(path)
        row.locator("> .head .states label", has_text=state).click()
        return row

    def fill(self, path: str, text: str) -> None:
        row = self.row(path)
        if row.locator("> .head .states").count():  # what must be given has none
            self.choose(path, "value")
        row.locator("> .editor").locator("input:not([type=range], [type=radio]), textarea").first.fill(text)

    def error(self, path: str) -> Locator:
        return self.row(path).locator("> .error")

    def code(self, language: str) -> str:
        """The snippet in a language, once the page has caught up with the form."""
        self.page.get_by_role("tab", name=language, exact=True).click()
        return self.page.locator("#code code").inner_text()

    def mint(self) -> Request | None:
        """Press the button; what the browser then sent, or None where nothing was."""
        sent: list[Request] = []
        listen = lambda request: sent.append(request) if request.url.endswith("/session") else None  # noqa: E731
        self.page.on("request", listen)
        self.page.locator("#reply-status").evaluate("status => status.replaceChildren()")
        self.page.locator("#mint").click()
        expect(self.page.locator("#reply-status, #notice").filter(has_text=re.compile(r"\S")).first).to_be_visible()
        self.page.remove_listener("request", listen)
        return sent[0] if sent else None


def body(request: Request | None) -> Any:
    assert request is not None, "nothing was sent"
    return json.loads(request.post_data or "null")
