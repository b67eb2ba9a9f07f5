"""A page that cites a decision which was taken after the page was reviewed. Somebody added the decision, and the day in
`reviewed` says that nobody has compared the rest of the page with it since. Read the page against the decision, and
write the day into `reviewed`. The tables of the agreements say when decisions were taken (`taken` in `treaties/`), as
far as that is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.media import fold

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("F008", "a decision taken after the page was reviewed", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Compare the review with the decisions that the page cites."""
    reviewed = page.reviewed
    decisions = (entry for entry in page.lesson.entries if entry.anchor.startswith(f"e-{entry.kind}-decision-"))
    cited = {entry.anchor: entry for entry in decisions if entry.kind in page.tables.treaties}
    if not reviewed or not cited:
        return
    for agreement in dict.fromkeys(entry.kind for entry in cited.values()):
        for name, provision in page.tables.treaties[agreement].provisions.items():
            entry = cited.get(f"e-{agreement}-{fold(name)}")
            # A year or a month alone is later only where the review fell before it.
            if entry and provision.taken and reviewed.isoformat()[: len(provision.taken)] < provision.taken:
                message = f"{entry.label} dates from {provision.taken}, after the review of this page on {reviewed}"
                cure = "read the page against it, and write today's date"
                report.add(CODE, page.setting("reviewed"), message, cure)
