"""The same word twice in a row: “the the”. It happens when a sentence is changed, and nobody sees it who knows what
the sentence should say. Words that may stand twice in a language (“that that”, “nous nous”) are not told.
"""

from __future__ import annotations

import re
from itertools import compress
from operator import eq
from typing import TYPE_CHECKING

from elearn_builder import wording
from elearn_builder.diagnostics import warning
from elearn_builder.passages import blanked

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("N009", "the same word twice in a row", __doc__ or "")

_TWICE = r"(?i)(?<![\w’'-])([^\W\d_]{2,})\s+(\1)(?![\w’'-])"
_NEW = r"\s*(?:[-*+>|#:]|\d{1,3}[.)]\s)"  # a line that does not go on with the one before it


def check(page: CheckedPage, report: Report) -> None:
    """Compare each word with the next one, within a line and over the end of a line."""
    found = page.passages
    words = found.lowered.split()
    allowed = wording.load(page.config.language).twice
    twice = compress(words, map(eq, words, words[1:]))
    if not any(word.isalpha() and word not in allowed for word in twice):
        return
    rows = found.rows
    for number, (index, row) in enumerate(rows):
        for match in re.finditer(_TWICE, blanked(row)):
            if match[1].lower() not in allowed and not _name(match[1], match[2]):
                where = page.source.body.span(index, match.start() + 1, len(match[0]))
                report.add(CODE, where, f"“{match[0]}”: the same word twice", "delete one of the two")
        if number and rows[number - 1][0] == index - 1 and not re.match(_NEW, row):
            _over_the_end(page, index, rows[number - 1][1], row, report)


def _over_the_end(page: CheckedPage, index: int, before: str, row: str, report: Report) -> None:
    """Compare the last word of a line with the first one of the next."""
    if before.startswith((":::", "#")):
        return
    last, first = blanked(before).split()[-1:], blanked(row).split()[:1]
    word = first[0] if first else ""
    if len(word) < 2 or not word.isalpha() or [one.lower() for one in last] != [word.lower()] or _name(last[0], word):
        return
    if word.lower() not in wording.load(page.config.language).twice:
        where = page.source.body.span(index, row.index(word) + 1, len(word))
        report.add(CODE, where, f"“{word}” ends one line and begins the next", "delete one of the two")


def _name(one: str, other: str) -> bool:
    """Whether two equal words are a name, as in Baden Baden or Pago Pago."""
    return one[0].isupper() and other[0].isupper()
