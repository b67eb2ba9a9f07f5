"""Links with the same words that lead to different pages. In the list of links that a screen reader offers they look
like one and the same. Say in each where it leads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import strings
from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage
    from elearn_builder.passages import Link

CODE = warning("A011", "links with the same words to different pages", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Compare the links of a page; places on the page itself (choices of a scenario, too) may share their words."""
    seen: dict[str, Link] = {}
    empty = strings.access_words(page.config.language, "links")
    for one in page.passages.links:
        text = one.text.strip().lower()
        if one.image or not text or one.address.startswith("#") or text in empty:
            continue
        first = seen.setdefault(text, one)
        if first.address.rstrip("/") != one.address.rstrip("/"):
            message = f"“{one.text.strip()}” leads somewhere else here than in line {page.place(first.index).line}"
            report.add(CODE, page.place(one.index, one.col, len(one.text)), message, "say in each link where it leads")
