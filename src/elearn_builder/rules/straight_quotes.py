"""Straight quotation marks from the typewriter. Most languages have their own: “…” in English, «…» in French,
Russian, Arabic and Spanish. In English they are told only on a page that has both kinds; elsewhere wherever they
stand, once on a page. Those around values (`source="…"`) and in code are right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import wording
from elearn_builder.diagnostics import warning
from elearn_builder.passages import blanked

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("N007", "straight quotation marks", __doc__ or "")

CURLY = "“”„«»「」"


def check(page: CheckedPage, report: Report) -> None:
    """Look for straight quotation marks in text; one behind a figure is a mark of inches or seconds."""
    found = page.passages
    quotes = wording.load(page.config.language).quotes
    if not quotes or '"' not in found.text:
        return
    if page.config.language.startswith("en") and not any(mark in found.text for mark in CURLY):
        return
    places = []
    for index, row in found.rows:
        if '"' in row:
            text = blanked(row)
            places += [(index, at) for at, mark in enumerate(text) if mark == '"' and not text[at - 1 : at].isdigit()]
    if places:
        where = page.source.body.span(places[0][0], places[0][1] + 1, 1)
        more = f", and {len(places) - 1} more on this page" if len(places) > 1 else ""
        report.add(CODE, where, f"a straight quotation mark{more}", f"write {quotes}")
