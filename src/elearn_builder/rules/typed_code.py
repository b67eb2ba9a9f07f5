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
from elearn_builder.references import look_up
from elearn_builder.references.tables import Reference

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("R022", "a code that was typed by hand", __doc__ or "")

_BARE = re.compile(
    r"(?<![\w.:/#\[-])(?:(?P<waste>[AB]\d{4}|Y\d{1,2})|(?P<un>UN[ \xa0]\d{4})|(?:CAS[ \xa0])?(?P<cas>\d{2,7}-\d\d-\d)"
    r"|HS[ \xa0](?P<hs>\d{4}(?:\.\d\d)?))(?![\w-]|[.,]\d)"
)
_WASTE = re.compile(r"[ABY]\d{1,4}(?!\w)")
_CAS = re.compile(r"-\d\d-\d(?!\w)")
_HINT = re.compile(r"[ABYNS-][ \xa0]?\d")
_RANGE = re.compile(r"\b([YAB])\d+\W*(?:to|through|al?|à|au|по|до|至|到|إلى|[-–—])\W*\1\d+")


def check(page: CheckedPage, report: Report) -> None:
    """Look for codes in running text that no reference on the page names."""
    named = {entry.anchor for entry in page.lesson.entries}
    text = page.source.body.text
    listed = all(f"e-waste-{code.lower()}" in named for code in _WASTE.findall(text))
    if listed and "UN" not in text and "HS" not in text and not _CAS.search(text):  # most pages: nothing to look for
        return
    for index, prose in page.prose(_HINT):
        line = page.source.body.lines[index]
        text = _RANGE.sub(lambda match: " " * len(match[0]), prose)
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
