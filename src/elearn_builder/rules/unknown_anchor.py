"""A link to a place on a page that is not there. Anchors are the identifiers of blocks (`{#battery-first}`), of
headings (`## Documents {#documents}`), or else made from the words of a heading: `## What is controlled` gives
`what-is-controlled`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, error

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = error("L005", "a link to a place that is not on the page", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Compare all links inside the course with the anchors of their pages."""
    anchors = {page.id: set(page.anchors) | {entry.anchor for entry in page.entries} for page in course.pages}
    for page in course.pages:
        for link in page.links:
            if link.anchor and link.anchor not in anchors.get(link.page, set()):
                where = "this page" if link.page == page.id else f"the page `{link.page}`"
                cure = did_you_mean(link.anchor, anchors.get(link.page, set()))
                report.add(CODE, link.span, f"{where} has no place `#{link.anchor}`", cure)
