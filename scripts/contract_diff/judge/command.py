"""Write a request as a command, its body in the form of its media type: a proof that a reader can try."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from scripts.contract_diff.judge.texts import FORMS, MULTIPART, as_texts, text_of
from scripts.contract_diff.schema.values import compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.documents.text import Json

JSON = "application/json"
_ONE_OF = {"*/*": JSON, "application/*": JSON, "text/*": "text/plain", "multipart/*": "multipart/form-data"}


def curl(method: str, url: str, body: Json, media: str, *, anonymous: bool = False) -> str | None:
    """A request as a command, without a body where there is no media type for one; None where its form isn't known."""
    key = [] if anonymous else ['-H "Authorization: Bearer ${OPENAI_API_KEY}"']
    sent = [*_sent(body, _ONE_OF.get(media, media))] if media else []
    return " ".join([f"curl -X {method} {shlex.quote(url)}", *key, *sent]) if sent or not media else None


def _sent(body: Json, media: str) -> Iterator[str]:
    kind = media.partition(";")[0].strip().lower()
    if kind.startswith(FORMS) and isinstance(body, dict):
        for name, value in body.items():
            for one in value if isinstance(value, list) else [value]:
                field = shlex.quote(f"{name}={text_of(one)}")
                # a part's text may begin like the name of a file
                yield f"--form-string {field}" if kind.startswith(MULTIPART) else f"--data-urlencode {field}"
        return
    is_text = as_texts(media) is not None
    if is_text or kind.endswith("json"):
        yield f"-H {shlex.quote(f'Content-Type: {media}')}"
        yield f"--data-raw {shlex.quote(text_of(body))}" if is_text else f"-d {shlex.quote(compact(body))}"
