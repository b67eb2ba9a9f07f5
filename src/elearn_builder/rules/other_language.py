"""A paragraph that is not in the language of the course and does not say so: it was forgotten in translation, or it
is a quotation. A screen reader reads it aloud with the sounds of the wrong language. Translate it, or say what it is:
`<span lang="en">…</span>` around it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from elearn_builder import wording
from elearn_builder.diagnostics import warning
from elearn_builder.passages import blanked

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("N004", "a paragraph in another language", __doc__ or "")

SHORT = 60  # characters of a line; names, titles and codes are shorter
WORDS = 10
SHARE = 0.25  # of words that are the most common ones of another language
MOST = 0.85  # of letters in another script
SCRIPTS = {
    "Arabic": "[\u0621-\u06ff]",
    "Cyrillic": "[\u0400-\u052f]",
    "Chinese": "[\u3400-\u9fff]",
    "Latin": "[A-Za-z\u00c0-\u024f]",
}
_OWN = {"ar": "Arabic", "ru": "Cyrillic", "zh": "Chinese", "en": "Latin", "es": "Latin", "fr": "Latin"}
NAMES = {"en": "English", "es": "Spanish", "fr": "French"}
_WORD = r"[^\W\d_]+"


def script_of(language: str) -> str | None:
    """The script of a language that is known here."""
    return _OWN.get(language)


def check(page: CheckedPage, report: Report) -> None:
    """Look at lines without any of the commonest words of the language, or without a letter of its script."""
    language = page.config.language.split("-")[0]
    own = script_of(language)
    if own is None:
        return
    own_letter = SCRIPTS[own]
    usual = _usual(language)
    for index, row in page.passages.rows:
        if len(row) < SHORT:
            continue
        if usual:
            if usual.search(row):
                continue
        elif len(re.findall(own_letter, row[:SHORT])) > SHORT // 3:
            continue
        if "lang=" in row or row.startswith(":::"):
            continue
        found = _foreign(blanked(row), language, own)
        if found:
            cure = 'translate it, or write `<span lang="…">…</span>` around it'
            report.add(CODE, page.source.body.span(index), f"this paragraph seems to be {found}", cure)


@cache
def _usual(language: str) -> re.Pattern[str] | None:
    """Finds one of the commonest words of a language in Latin script, between blanks."""
    words = wording.load(language).common
    return re.compile(f" (?:{'|'.join(words)}) ") if _OWN[language] == "Latin" else None


def _foreign(text: str, language: str, own: str) -> str:
    """What a line is instead of the course's language, or an empty string."""
    counts = {name: len(re.findall(pattern, text)) for name, pattern in SCRIPTS.items()}
    most = max(counts, key=lambda name: counts[name])
    if counts[most] < SHORT // 3 or "|" in text:  # cells of a table are names and codes
        return ""
    words = [word.lower() for word in re.findall(_WORD, text)]
    if most != own:
        enough = most == "Chinese" or len(words) >= WORDS
        return f"in {most} letters" if enough and counts[most] >= MOST * sum(counts.values()) else ""
    if own != "Latin" or len(words) < WORDS:
        return ""
    for other, name in NAMES.items():
        common = set(wording.load(other).common) - set(wording.load(language).common)
        if other != language and sum(word in common for word in words) >= SHARE * len(words):
            return f"in {name}"
    return ""
