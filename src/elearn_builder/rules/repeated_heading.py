"""Two headings of the same words in one section, or a heading without words. Screen readers and the search list
headings on their own: “Example” and “Example” cannot be told apart there. Say what each part is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage
    from elearn_builder.source import Span

CODE = warning("A009", "a heading that is empty or there twice", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Compare the headings below one and the same heading."""
    above: list[tuple[int, int]] = []  # level and number of the headings that the present one stands under
    seen: dict[tuple[int, str], int] = {}
    for number, heading in enumerate(page.lesson.headings, 1):
        if not heading.text:
            report.add(
                CODE,
                _without_words(page) or heading.span,
                "this heading has no words",
                "write what the part is about, or take it out",
            )
            continue
        while above and above[-1][0] >= heading.level:
            above.pop()
        key = (above[-1][1] if above else 0, heading.text.lower())
        above.append((heading.level, number))
        if key in seen:
            message = f"“{heading.text}” is a heading of this section already, in line {seen[key]}"
            report.add(CODE, heading.span, message, "say in each heading what its part is about")
        seen.setdefault(key, heading.span.line)


def _without_words(page: CheckedPage) -> Span | None:
    found = (index for index, row in enumerate(page.passages.lines) if row.startswith("#") and not row.strip("# \t"))
    return next((page.place(index) for index in found), None)
