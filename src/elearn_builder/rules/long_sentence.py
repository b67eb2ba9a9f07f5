"""A sentence that is too long to be followed on a phone, in a language that is not one's own. Make two of it, or a
list. The limit is what is usual in the language (40 words in English); `checks: {sentence: …}` in course.yaml sets
another one. Quoted law, in `law` blocks and behind `>`, may be as long as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder import wording
from elearn_builder.diagnostics import warning
from elearn_builder.passages import blanked

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("T121", "a very long sentence", __doc__ or "")

_END = r"[.!?;:…؟؛]['\"»”’)*_]*(?:\s+|$)|[。！？；：]"
_NEW = r"\s*(?:[-*+>|#:]|\d{1,3}[.)]\s)"  # a line that does not go on with the sentence before it
_NAME = re.compile(r"^:{3,}[ \t]*([\w-]*)", re.MULTILINE)
_WORD = r"\w[\w’'.,-]*"
_LETTERS = 4  # of a word, at least: what is shorter than so many for each word allowed cannot be too long


def check(page: CheckedPage, report: Report) -> None:
    """Look for long stretches without an end of a sentence, then count their words."""
    known = wording.load(page.config.language)
    limit = page.config.checks.sentence or known.sentence
    if not limit:
        return
    least = limit if known.characters else limit * _LETTERS
    text = page.passages.text
    if not _suspect(text, limit, least, words=not known.characters):
        return
    rows: list[tuple[int, str]] = []
    quoted = 0  # colons of the `law` block that is open
    for index, row in page.passages.rows:
        name = _NAME.match(row)
        if name:
            colons = len(row) - len(row.lstrip(":"))
            quoted = colons if name[1] == "law" else 0 if not name[1] and colons == quoted else quoted
        follows = rows and index == rows[-1][0] + 1 and not re.match(_NEW, row) and not name
        if not follows:
            _look(page, rows, limit, report)
            rows = []
        if not quoted and not name and not row.lstrip().startswith((">", "|")):
            rows.append((index, row))
    _look(page, rows, limit, report)


def _suspect(text: str, limit: int, least: int, *, words: bool) -> bool:
    """Whether there may be a long sentence at all; most pages have none, and this is quickly seen."""
    for piece in text.replace(".\n", ". ").split(". ") if words else text.split("。"):
        if len(piece) >= least:
            for block in piece.replace("\n|", "\n\n|").split("\n\n"):
                if len(block) >= least and block[0] != "|" and (not words or len(block.split()) > limit):
                    return True
    return False


def _look(page: CheckedPage, rows: list[tuple[int, str]], limit: int, report: Report) -> None:
    """Report the long sentences of a paragraph, each at the line in which it begins."""
    known = wording.load(page.config.language)
    text = "\n".join(row for _, row in rows)
    least = limit if known.characters else limit * _LETTERS
    if len(text) < least or (not known.characters and max(map(len, text.replace(".\n", ". ").split(". "))) < least):
        return
    text = "\n".join(blanked(row) for _, row in rows)
    start = 0
    for stop in [*(match.end() for match in re.finditer(_END, text)), len(text)]:
        sentence = text[start:stop]
        count = len(re.findall("[\u4e00-\u9fff]", sentence)) if known.characters else len(re.findall(_WORD, sentence))
        if count > limit:
            before = text[:start]
            index = rows[before.count("\n")][0]
            length = len(sentence.split("\n")[0].rstrip())
            where = page.source.body.span(index, start - before.rfind("\n"), length)
            message = f"this sentence has {count} {known.unit}, more than {limit}"
            report.add(CODE, where, message, "make two of it, or a list")
        start = stop
