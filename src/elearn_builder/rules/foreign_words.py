"""Words of another language inside a paragraph, without a sign of their language: a label as it stands on a drum, a
quoted sentence. A screen reader reads them aloud with the sounds of the wrong language, and fonts and word breaks go
wrong. Write `<span lang="ru">…</span>` around them. Single words, names and titles in capitals need no sign. A whole
paragraph in another language is told as N004.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from elearn_builder import wording
from elearn_builder.diagnostics import warning
from elearn_builder.passages import blanked
from elearn_builder.rules import other_language
from elearn_builder.rules.other_language import NAMES, SCRIPTS, script_of

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("N010", "words in another language without a sign of it", __doc__ or "")

LEAST = 8  # letters of a run; less is a name
WORDS = 6  # of a run or quotation in Latin letters
PLAIN = 3  # of them neither capitalised nor among the commonest, so that it is no title
SHARE = 0.25  # of them that are the commonest of another language
_BETWEEN = r"[\s,;:.!?%()«»“”\"'’–—\d-]"
_LATIN_RUN = re.compile(r"[A-Za-z\u00c0-\u024f’'-]+(?:[ ,]{1,2}[A-Za-z\u00c0-\u024f’'-]+){5,}")
_QUOTED = re.compile(r"“([^“”]{24,})”|«\s*([^«»]{24,}?)\s*»|\"([^\"]{24,})\"")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")


def check(page: CheckedPage, report: Report) -> None:
    """Look for runs of another script, and for quotations in another language of the same one."""
    language = page.config.language.partition("-")[0]
    own = script_of(language)
    if own is None:
        return
    found = page.passages
    latin = own == "Latin"
    if found.plain and latin and '"' not in found.text:
        return
    strange = bool(_strange(own).search(found.text))
    if not strange and not (_QUOTED.search(found.text) if latin else _LATIN_RUN.search(found.text)):
        return
    for index, row in found.rows:
        if "lang=" in row or row.startswith(":::") or (row.isascii() and latin and '"' not in row):
            continue
        if report.tells(other_language.CODE, page.source.body.span(index)):
            continue
        text = blanked(row)
        runs = _runs(own).finditer(text) if strange else ()
        places = [match.span() for match in runs if _letters(match[0]) >= LEAST and _many(match[0])]
        if latin:
            quoted = (match for match in _QUOTED.finditer(text))
            spans = [next(match.span(group) for group in (1, 2, 3) if match[group]) for match in quoted]
        else:
            spans = [match.span() for match in _LATIN_RUN.finditer(text)]
        places += [(start, end) for start, end in spans if _other(text[start:end], language)]
        for start, end in sorted(places):
            words = text[start:end].strip()
            shown = words if len(words) <= 40 else f"{words[:39]}…"
            where = page.source.body.span(index, start + 1, len(text[start:end].rstrip()))
            cure = 'write `<span lang="…">…</span>` around it'
            report.add(CODE, where, f"“{shown}” is in another language than the course", cure)


@cache
def _strange(own: str) -> re.Pattern[str]:
    """A letter of a script that is neither the course's own nor Latin; quick to make and to look for."""
    others = [letters.strip("[]") for name, letters in SCRIPTS.items() if name not in {own, "Latin"}]
    return re.compile(f"[{''.join(others)}]")


@cache
def _runs(own: str) -> re.Pattern[str]:
    """Neighbouring words in a script that is neither the course's own nor Latin."""
    others = [letters for name, letters in SCRIPTS.items() if name not in {own, "Latin"}]
    return re.compile("|".join(f"{letters}(?:{letters}|{_BETWEEN})*{letters}" for letters in others))


def _letters(text: str) -> int:
    return sum(letter.isalpha() for letter in text)


def _many(text: str) -> bool:
    """Whether a run has several words; Chinese is written without gaps."""
    return len(text.split()) > 1 or bool(re.search(SCRIPTS["Chinese"], text))


def _other(text: str, language: str) -> bool:
    """Whether words in Latin letters are a sentence in another language."""
    words = _WORD.findall(text)
    if len(words) < WORDS:
        return False
    own = _common(language) if language in NAMES else frozenset()
    for other in NAMES:
        common = _common(other)
        if other == language or any(word.lower() in own - common for word in words):
            continue
        usual = sum(word.lower() in common - own for word in words)
        plain = sum(word[0].islower() and word not in common for word in words)
        if usual >= SHARE * len(words) and plain >= PLAIN:
            return True
    return False


@cache
def _common(language: str) -> frozenset[str]:
    return frozenset(wording.load(language).common)
