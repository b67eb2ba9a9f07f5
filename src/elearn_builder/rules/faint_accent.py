"""The accent colour cannot be read on the page's paper. Links and buttons in it need a contrast of at least 4.5 to
1 (WCAG 2.2, level AA), on light paper and on dark. The build moves the colour to the nearest lightness that can be
read; choose it yourself to have what you want.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.colour import DARK_PAPER, ENOUGH, PAPER, contrast, legible
from elearn_builder.diagnostics import warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("A005", "an accent colour that is hard to read", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Compute contrasts; a dark accent that is not set is derived, so only one that is set can be wrong."""
    theme = course.config.theme
    for name, colour, paper in (
        ("accent", theme.accent, PAPER),
        ("accent_dark", theme.accent_dark, DARK_PAPER),
    ):
        if colour and contrast(colour, paper) < ENOUGH:
            message = f"`{name}` {colour} has a contrast of {contrast(colour, paper):.1f} to 1 on {paper}"
            report.add(CODE, course.spans[name], message, f"the nearest that can be read is {legible(colour, paper)}")
