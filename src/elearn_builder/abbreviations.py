"""Abbreviations in capitals on a page, and whether the page says what they stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.model import Abbreviation
from elearn_builder.passages import blanked, of

if TYPE_CHECKING:
    from collections.abc import Collection

    from elearn_builder.source import Lines

_LATIN = re.compile("[A-Z][A-Z]{1,5}")
_CYRILLIC = re.compile("[A-ZА-ЯЁ][A-ZА-ЯЁ]{1,5}")
_NUMERAL = re.compile("[IVXLC]+")
_BEFORE, _AFTER = set("./#:=&-_[\x00"), set("-/_.")


def find(lines: Lines, known: Collection[str]) -> tuple[Abbreviation, ...]:
    """Abbreviations of a page that are not among those known, each at its first place.

    A word counts as explained where it stands in parentheses, `prior informed consent (PIC)`, or before some, or where
    a line begins with it and a sign that separates it from its meaning.
    """
    page = of(lines)
    capitals = _CYRILLIC if "и" in page.text else _LATIN  # half the time, and no text in Russian is without this letter
    unknown = set(capitals.findall(page.text)).difference(known)
    if not unknown:
        return ()
    found: dict[str, Abbreviation] = {}
    for index, row in page.rows:
        if unknown.isdisjoint(capitals.findall(row)) or row.isupper():
            continue
        text = blanked(row)
        for match in capitals.finditer(text):
            word = match[0]
            if word not in unknown or _NUMERAL.fullmatch(word) or not _stands_alone(text, match):
                continue
            before = found.get(word)
            uses = before.uses + 1 if before else 1
            explained = (before.explained if before else False) or _explained(word, page.text)
            span = before.span if before else lines.span(index, match.start() + 1, len(word))
            found[word] = Abbreviation(word, span, explained, uses)
    return tuple(found.values())


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether capitals are a word of their own: no code, no part of a name, no run of words in capitals."""
    before, after = text[: match.start()], text[match.end() :]
    rest = after.removeprefix("s") if after[:1] == "s" else after
    if (before and (before[-1].isalnum() or before[-1] in _BEFORE)) or (
        rest and (rest[0].isalnum() or rest[0] == "\x00")
    ):
        return False
    if rest[:1] in _AFTER and rest[1:2].isalnum():
        return False
    neighbours = [before.split()[-1:], rest.split()[:1]]
    return not any(one and len(one[0]) > 1 and one[0].isupper() and one[0].isalpha() for one in neighbours)


def _explained(word: str, text: str) -> bool:
    stands = rf"(?<!\w){word}s?"
    return bool(
        re.search(rf"[(（]{word}s?\b|{stands}\W{{0,3}}\s?[(（]|^\W*{stands}\W{{0,3}}\s?[:–—|=]", text, re.MULTILINE)
    )
