"""Abbreviations in capitals on a page, and whether the page says what they stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.model import Abbreviation
from elearn_builder.passages import blanked, of
from elearn_builder.record import replace

if TYPE_CHECKING:
    from collections.abc import Collection

    from elearn_builder.source import Lines

_LATIN = re.compile("[A-Z][A-Z]{1,5}")
_CYRILLIC = re.compile("[A-ZА-ЯЁ][A-ZА-ЯЁ]{1,5}")
_NUMERAL = re.compile("[IVXLC]+")
_BLOCK = re.compile(r"\s*:{3,}[ \t]*([A-Za-z][\w-]*)?")
_BEFORE, _AFTER = set("./#:=&-_[\x00"), set("-/_.")


def find(lines: Lines, known: Collection[str], *, apart: bool = False) -> tuple[Abbreviation, ...]:
    """Abbreviations of a page that are not among those known, each at its first place.

    A word counts as explained where it stands in parentheses, `prior informed consent (PIC)`, or before some, or where
    a line begins with it and a sign that separates it from its meaning, or where a reference follows, which says on a
    tap what it is; at the latest in the paragraph that uses it first.

    Args:
        lines: The body of the page.
        known: Words that need no explanation.
        apart: Each block stands for itself, as the questions of an exam do: they come in any order, and not all.
    """
    page = of(lines)
    capitals = _CYRILLIC if "и" in page.text else _LATIN  # half the time, and no text in Russian is without this letter
    unknown = set(capitals.findall(page.text)).difference(known)
    if not unknown:
        return ()
    found: dict[str, Abbreviation] = {}
    ends = _paragraph_ends(page.rows)
    start = 0  # of the block that stands for itself
    common: str | None = None  # the text before the first of such blocks
    depth = 0
    for number, (index, row) in enumerate(page.rows):
        if apart and ":::" in row and (block := _BLOCK.match(row)):
            if depth == 0 and block[1]:
                common = _text(page.rows[:number]) if common is None else common
                start = number
            depth += 1 if block[1] else -1
        if unknown.isdisjoint(capitals.findall(row)) or row.isupper():
            continue
        text = blanked(row)
        for match in capitals.finditer(text):
            word = match[0]
            if word not in unknown or _NUMERAL.fullmatch(word) or not _stands_alone(text, match):
                continue
            before = found.get(word)
            if before and (not before.explained or not apart):
                found[word] = replace(before, uses=before.uses + 1)
                continue
            explained = _explained(word, f"{common or ''}\n{_text(page.rows[start : ends[number]])}")
            span = lines.span(index, match.start() + 1, len(word))
            if before and explained:
                span = before.span
            found[word] = Abbreviation(word, span, explained, before.uses + 1 if before else 1)
    return tuple(found.values())


def _paragraph_ends(rows: tuple[tuple[int, str], ...]) -> list[int]:
    """For each row, the number of the first row behind its paragraph."""
    ends = [len(rows)] * len(rows)
    for number in range(len(rows) - 2, -1, -1):
        ends[number] = ends[number + 1] if rows[number + 1][0] == rows[number][0] + 1 else number + 1
    return ends


def _text(rows: tuple[tuple[int, str], ...]) -> str:
    return "\n".join(row for _, row in rows)


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
    behind = rf"{stands}\W{{0,3}}\s?[(（]|{stands},? ?\[\["
    begins = rf"^\W*{stands}\W{{0,3}}\s?[:–—|=]"
    return bool(re.search(rf"[(（]{word}s?\b|{behind}|{begins}", text, re.MULTILINE))
