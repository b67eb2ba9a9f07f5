"""A word with letters of two scripts, such as a Cyrillic А in a Latin word: they look the same, but searching does
not find the word, a screen reader spells it, and a code with such a letter is no code. It comes from typing with
another keyboard or from scanned text. Type the letter again.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.passages import blanked

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("N001", "a word with letters of two scripts", __doc__ or "")

_OTHER = "[\u0391-\u03a9\u03bf\u03bd\u0400-\u052f]"
# Greek letters in use as signs (μg, Ωm, αβ) are no fault; those that look like Latin ones are.
_LOOKS = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧον"
_MIXED = f"(?:[A-Za-z\u00c0-\u024f][{_LOOKS}\u0400-\u052f]|[{_LOOKS}\u0400-\u052f][A-Za-z\u00c0-\u024f])"
_CODE = r"[\u0400-\u052f]\d{2}|\d[\u0400-\u052f](?!\w)"
_LATIN = {"en", "es", "fr"}
_WORD = r"[^\W_]+"


def check(page: CheckedPage, report: Report) -> None:
    """Look at the words of lines with letters of another script than Latin."""
    found = page.passages
    if found.plain or not re.search(_OTHER, found.text):
        return
    latin = page.config.language.split("-")[0] in _LATIN
    for index, row in found.rows:
        if not re.search(_MIXED, row) and not (latin and re.search(_CODE, row)):
            continue
        for match in re.finditer(_WORD, blanked(row)):
            word = match[0]
            if re.search(_MIXED, word) or (latin and re.search(_CODE, word)):
                where = page.source.body.span(index, match.start() + 1, len(word))
                report.add(CODE, where, f"“{word}” mixes scripts: {_odd(word)}", "type it again")


def _odd(word: str) -> str:
    """The letter that does not belong: of the script that has fewer in the word."""
    others = [letter for letter in word if re.match(_OTHER, letter)]
    latin = [letter for letter in word if letter.isalpha() and not re.match(_OTHER, letter)]
    odd = others if len(others) <= len(latin) or not latin else latin
    return f"`{odd[0]}` is U+{ord(odd[0]):04X}, {unicodedata.name(odd[0]).lower()}"
