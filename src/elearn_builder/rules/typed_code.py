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

# Both begin with a set of letters, which is searched for many times faster than anything else at the beginning.
_BARE = re.compile(
    r"[ABYCUH0-9](?<![\w.:/#\[`-].)"
    r"(?:(?P<waste>(?<=[AB])\d{4}|(?<=Y)\d{1,2})|(?P<un>(?<=U)N[ \xa0]\d{4})|(?P<hs>(?<=H)S[ \xa0]\d{4}(?:\.\d\d)?)"
    r"|(?P<cas>(?:(?<=C)AS[ \xa0]\d|(?<=\d))\d{1,6}-\d\d-\d))(?![\w-]|[.,]\d)"
)
_RANGE = r"([YAB])(?<!\w.)\d+\W*(?:to|through|al?|à|au|по|до|至|到|إلى|[-–—])\W*\1\d+"


def check(page: CheckedPage, report: Report) -> None:
    """Look for codes in running text that no reference on the page names."""
    named = {entry.anchor for entry in page.lesson.entries}
    for index, prose in page.passages.running(_BARE):
        line = page.source.body.lines[index]
        for match in _BARE.finditer(re.sub(_RANGE, lambda match: " " * len(match[0]), prose)):
            kind = match.lastgroup or ""
            start, stop = match.span()
            start += len("HS ") if kind == "hs" else 0
            found = look_up(f"{kind}:{line[start:stop].removeprefix('CAS').strip()}", page.tables)
            anchor = f"e-{kind}-{fold(found.id)}" if isinstance(found, Reference) else ""
            if not isinstance(found, Reference) or anchor in named:
                continue
            named.add(anchor)
            where = page.source.body.span(index, start + 1, stop - start)
            written = f"[[{kind}:{found.id}]]"
            fixes = [Edit(where, written)] if found.label == line[start:stop].replace("\xa0", " ") else []
            report.add(CODE, where, f"`{line[start:stop]}` is typed by hand", f"write `{written}`", *fixes)
