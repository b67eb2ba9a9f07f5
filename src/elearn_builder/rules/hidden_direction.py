"""An invisible character that directs text: the rest of the line, or of the page, may be shown in another order than
it is read, and nobody sees why. Overrides turn letters round (a known trick to disguise file names); embeddings and
isolates that are not ended reach into what follows. Zero-width blanks split words for search and screen readers. Most
come along with copied text: delete them. Around a Latin name in Arabic text write `<bdi>…</bdi>`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("N002", "an invisible character that changes how text is shown", __doc__ or "")

_HIDDEN = "[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]"
_ALWAYS = set("\u200b\u2060\ufeff\u202d\u202e")  # zero width, and what turns letters round
_BEGIN = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}


def check(page: CheckedPage, report: Report) -> None:
    """Look for characters that are never right, and for pairs of which one is missing in a line."""
    found = page.passages
    if found.plain or not re.search(_HIDDEN, found.text):
        return
    for index, row in found.rows:
        for at in _faults(row):
            name = unicodedata.name(row[at], "zero width no-break space").lower()
            message = f"an invisible character U+{ord(row[at]):04X}, {name}"
            report.add(CODE, page.source.body.span(index, at + 1, 1), message, "delete it")


def _faults(row: str) -> list[int]:
    """Places in a line, in order."""
    faults = []
    opened: list[int] = []
    for match in re.finditer(_HIDDEN, row):
        letter = match[0]
        if letter in _ALWAYS:
            faults.append(match.start())
            if letter in "\u202d\u202e":
                opened.append(match.start())
        elif letter in _BEGIN:
            opened.append(match.start())
        elif opened and _BEGIN.get(row[opened[-1]], "\u202c") == letter:
            opened.pop()
        else:
            faults.append(match.start())
    return sorted({*faults, *opened})
