"""Names of substances that stand beside a CAS or UN number in a text, to be compared across pages and courses.

A name is what stands between two marks (the border of a cell, a comma, bold type …), has few words, and is beside a
reference or a number with its kind, ``Lindane ([[cas:58-89-9]])``, ``| Lindane | CAS 58-89-9 |``, or is a reference's
own words, ``[[cas:58-89-9|lindane]]``. Whether it names one substance is not known; `distinct` tells where that can be
seen. Questions are left alone: wrong pairs are what they ask about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.model import NamedCode
from elearn_builder.passages import of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from elearn_builder.source import Lines

MOST_WORDS = 4
_CODE = re.compile(
    r"\[\[(?P<kind>cas|un):\s*(?:UN\s*)?(?P<cited>[\d-]+)(?:\\?\|(?P<own>[^\]|]+))?\]\]"
    r"|(?<![\w-])CAS[ \xa0](?:number |No\.? ?)?(?P<cas>\d{2,7}-\d\d-\d)(?![\w-])"
    r"|(?<![\w-])UN[ \xa0](?P<un>\d{4})(?![\w-])"
)
_UN = re.compile(r"UN[ \xa0]\d{4}")
_END = re.compile(r"[\s*_]*[(,:|]?[\s*_]*$")  # between a name and its number
_START = re.compile(r"^[\s*_]*[|:,]?[\s*_]*")
_MARK = re.compile(r"\||[,.;:!?](?=\s|$)|[()“”«»„\"]|\*\*|\s[–—]\s|\]\]| (?:and|et|y|и|و) |^\s*(?:[-*+>]|\d+\.)\s")
_NO_NAME = re.compile(r"CAS|UN\b|\bHS\b|\[|\d{4}\.\d\d|https?:|number|n[uú]m[eé]ro|номер|رقم|编号|號", re.IGNORECASE)
_DISTINCT = re.compile(r"[\w-]*[A-Z][\w-]*[A-Z][\w-]*|\w*[A-Za-z]-?\d[\w-]*|(?:\d,?)+-[A-Z]\w*")
_OTHER_CODE = re.compile(r"[ABYHDR]\d+(?:\.\d)?|[IVX]+|UN|ID")  # wastes, hazards, operations, parts
_VERBATIM = re.compile(r"`+[^`]*`+")
_LETTER = re.compile(r"[^\W\d_]")


def find(body: Lines, questions: Collection[str]) -> tuple[NamedCode, ...]:
    """Names with their numbers in lines without comments; ``questions`` are the kinds of blocks to leave alone."""
    text = of(body).text
    if "[[cas:" not in text and "[[un:" not in text and "CAS" not in text and not _UN.search(text):
        return ()
    return tuple(
        named
        for index, row in of(body).outside(questions)
        if "CAS" in row or "UN" in row or "[[" in row
        for named in _in_row(body, index, row)
    )


def defined(word: str, definition: Lines) -> tuple[NamedCode, ...]:
    """A glossary word with the CAS number of its definition, if there is one only."""
    codes = [match for match in _CODE.finditer(definition.text) if match["cas"] or match["kind"] == "cas"]
    if len(codes) != 1 or not _named(word):
        return ()
    code = codes[0]["cas"] or codes[0]["cited"]
    return (NamedCode(word, "cas", code, definition.find(code), cited=bool(codes[0]["cited"])),)


def distinct(name: str) -> bool:
    """Whether a name can only be that of a substance: an abbreviation such as `PCB` or `decaBDE`, or letters and digits
    joined, `UV-328`.
    """
    words = name.split()
    return len(words) == 1 and bool(_DISTINCT.fullmatch(words[0])) and not _OTHER_CODE.fullmatch(words[0])


def _in_row(body: Lines, index: int, row: str) -> Iterator[NamedCode]:
    if "`" in row:
        row = _VERBATIM.sub(lambda match: "\x00" * len(match[0]), row)
    for match in _CODE.finditer(row):
        kind = match["kind"] or ("cas" if match["cas"] else "un")
        code = match["cited"] or match["cas"] or match["un"]
        name = match["own"] or _before(row[: match.start()]) or _behind(row[: match.start()], row[match.end() :])
        name = name.strip("*_ \xa0")
        if _named(name):
            group = "cited" if match["cited"] else kind
            where = body.span(index, match.start(group) + 1, len(match[group]))
            yield NamedCode(name, kind, code, where, cited=bool(match["cited"]))


def _before(text: str) -> str:
    """The name that ends a text; none if it may belong to a number before it."""
    text = _END.sub("", text)
    marks = list(_MARK.finditer(text))
    if marks and marks[-1][0] in {"**", ")", "”", "»", '"'} and marks[-1].end() == len(text):
        closing = marks.pop()  # a name in bold type or quotes
        text = text[: closing.start()]
    if marks and marks[-1][0] == "]]":
        return ""
    name = text[marks[-1].end() :] if marks else text
    last = name.split()[-1:]
    return last[0] if last and distinct(last[0]) else name if _LETTER.search(name) else ""


def _behind(before: str, text: str) -> str:
    """The name after a number that begins its cell, line or item."""
    if before.strip(" \t*_>-+|") and not before.rstrip(" *_").endswith("|"):
        return ""
    text = text[_START.match(text).end() :]  # type: ignore[union-attr]
    mark = _MARK.search(text)
    return text[: mark.start()] if mark else text


def _named(name: str) -> bool:
    words = name.split()
    return 0 < len(words) <= MOST_WORDS and not _NO_NAME.search(name) and bool(_LETTER.search(name))
