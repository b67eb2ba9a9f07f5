"""A code typed by hand that the tables know. Written as a reference, `[[waste:A1181]]`, `[[cas:50-29-3]]`,
`[[un:1028]]` or `[[hs:8549.11]]`, it is compared with the table on every build, and a tap on it tells the learner what
it means. Once on a page is enough: later mentions may be plain. Questions are left alone, since the tap would give the
answer away; so are tables, headings, cards, texts of figures, ranges like “Y1 to Y45” and what stands between
backticks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import Edit, warning
from elearn_builder.media import fold
from elearn_builder.parser import without_comments
from elearn_builder.questions import KINDS
from elearn_builder.references import look_up
from elearn_builder.references.tables import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("R022", "a code that was typed by hand", __doc__ or "")

_BARE = re.compile(
    r"(?<![\w.:/#\[-])(?:(?P<waste>[AB]\d{4}|Y\d{1,2})|(?P<un>UN[ \xa0]\d{4})|(?:CAS[ \xa0])?(?P<cas>\d{2,7}-\d\d-\d)"
    r"|HS[ \xa0](?P<hs>\d{4}(?:\.\d\d)?))(?![\w-]|[.,]\d)"
)
_MASKED = re.compile(
    r"\b([YAB])\d+\W*(?:to|through|al?|à|au|по|до|至|到|إلى|[-–—])\W*\1\d+|"
    r"\[\[.*?\]\]|`[^`]*`|\]\([^)]*\)|\{[^}]*\}|<[^>]*>|https?:\S+|!\[[^\]]*\]"
)
_SKIPPED = {*KINDS, "audio", "cards", "figure", "video"}
_DIGITS = re.compile(r"\d\d")
_FENCE = re.compile(r"[ \t]*(```|~~~)")
_BLOCK = re.compile(r"[ \t]*:{3,}[ \t]*([A-Za-z][\w-]*)?")


def check(page: CheckedPage, report: Report) -> None:
    """Look for codes in running text that no reference on the page names."""
    named = {entry.anchor for entry in page.lesson.entries}
    for index, line in _prose(page):
        text = _MASKED.sub(lambda match: " " * len(match[0]), line)
        for match in _BARE.finditer(text):
            kind = match.lastgroup or ""
            found = look_up(f"{kind}:{match[kind]}", page.tables)
            anchor = f"e-{kind}-{fold(found.id)}" if isinstance(found, Reference) else ""
            if not isinstance(found, Reference) or anchor in named:
                continue
            named.add(anchor)
            start, stop = match.span() if kind in {"cas", "un"} else match.span(kind)
            where = page.source.body.span(index, start + 1, stop - start)
            written = f"[[{kind}:{found.id}]]"
            fixes = [Edit(where, written)] if found.label == line[start:stop].replace("\xa0", " ") else []
            report.add(CODE, where, f"`{line[start:stop]}` is typed by hand", f"write `{written}`", *fixes)


def _prose(page: CheckedPage) -> Iterator[tuple[int, str]]:
    """Lines of running text with digits in them, with their indexes: no code, question, table or heading."""
    fence, question, depth = "", 0, 0
    for index, line in enumerate(without_comments(page.source.body).lines):
        if ":::" in line and not fence and (block := _BLOCK.match(line)):
            depth += 1 if block[1] else -1
            if block[1] in _SKIPPED and not question:
                question = depth
            elif depth < question:
                question = 0
        elif ("```" in line or "~~~" in line) and (found := _FENCE.match(line)):
            fence = "" if found[1] == fence else fence or found[1]
        elif not (fence or question) and _DIGITS.search(line) and line.lstrip()[:1] not in {"#", "|"}:
            yield index, line
