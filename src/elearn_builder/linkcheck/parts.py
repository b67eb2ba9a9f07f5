"""Whether a page has the part that the `#` in its address names.

Browsers look for an element whose `id` is the name, then for an `a` with that `name` (HTML, “The indicated part of the
document”). What scripts read out of the address, and text to be highlighted (`#:~:text=…`), is no name of a part. Pages
come from anywhere: of each a limited piece is read, packed ones are not unpacked, and where anything is in doubt,
nothing is concluded.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from elearn_builder.record import Record

if TYPE_CHECKING:
    import httpx

MOST = 1_000_000  # bytes of a page
HTML = ("text/html", "application/xhtml+xml")
HEAD = 4096  # bytes in which a page says how its letters are written
PREFIXES = ("", "user-content-")  # GitHub's pages have one before names, and a script that knows
# Addresses within applications (`#/x`, `#!x`), settings (`#page=2`) and lines of code (`#L12`).
_FOR_SCRIPTS = re.compile(r"[/!]|[^=]*=|L\d+(?:-L?\d+)?$")


class Page(Record, frozen=True):
    """A page of HTML as far as it was read: its bytes, and how its letters are written if the server says so."""

    content: bytes
    encoding: str = ""


def part_of(address: str) -> str:
    """The part that an address names, as it is written; empty for none, and for what no page can be asked for."""
    part = address.partition("#")[2].partition(":~:")[0]
    return "" if part.lower() == "top" or _FOR_SCRIPTS.match(part) else part


def read(response: httpx.Response, until: float) -> Page | None:
    """The page of an answer; None for what is no HTML, is packed, is too long, or has not come by ``until``, a time of
    the monotonic clock.
    """
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    packed = response.headers.get("content-encoding", "identity").strip().lower() != "identity"
    if response.status_code != 200 or kind not in HTML or packed:
        return None
    content = bytearray()
    for piece in response.iter_bytes(1 << 14):
        content += piece
        if len(content) > MOST or time.monotonic() > until:
            return None
    return Page(bytes(content), response.charset_encoding or "")


def names(page: Page) -> frozenset[str] | None:
    """The names of all parts of a page; None where it cannot be read."""
    encoding = page.encoding or (None if b"charset" in page.content[:HEAD].lower() else "utf-8")
    try:
        parser = etree.HTMLParser(encoding=encoding, no_network=True, huge_tree=False)
        root = etree.fromstring(page.content, parser)
    except (LookupError, ValueError, etree.LxmlError):
        return None
    if root is None:
        return None
    found = {value for element in root.iter() if (value := element.get("id"))}
    return frozenset(found | {value for element in root.iter("a") if (value := element.get("name"))})


def has(part: str, known: frozenset[str]) -> bool:
    """Whether a part is among the names of a page, as written or with `%` read as in addresses."""
    return any(f"{prefix}{name}" in known for name in (part, unquote(part)) for prefix in PREFIXES)
