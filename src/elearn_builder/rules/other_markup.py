"""Signs that other Markdown programs read and this one shows as they are: `~~struck out~~`, `==marked==`, `CO~2~`,
`m^3^`. Learners would see the signs. Use the letters that exist (CO₂, m³) or the elements of HTML: `<del>`, `<mark>`,
`<sub>`, `<sup>`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import Edit, warning
from elearn_builder.passages import blanked

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("S024", "signs of another Markdown", __doc__ or "")

_SIGNS = re.compile(
    r"[~=^](?:(?<=~)~(?=\S)(?P<del>[^~\n]*[^~\s])~~|(?<==)=(?=[^\s=])(?P<mark>[^=\n]*[^=\s])==(?!=)"
    r"|(?<=\w~)(?P<sub>[\w+-]{1,4})~(?!~)|(?<=\w\^)(?P<sup>[\w+-]{1,4})\^)"
)
_SMALL = {
    "sub": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"),
    "sup": str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
}


def check(page: CheckedPage, report: Report) -> None:
    """Look for pairs of such signs in text."""
    if not _SIGNS.search(page.passages.text):
        return
    for index, row in page.passages.rows:
        for match in _SIGNS.finditer(blanked(row)) if _SIGNS.search(row) else ():
            name = match.lastgroup or ""
            where = page.source.body.span(index, match.start() + 1, len(match[0]))
            better = f"<{name}>{match[name]}</{name}>"
            if name in _SMALL and re.fullmatch(r"[0-9+-]+", match[name]):
                better = match[name].translate(_SMALL[name])
            report.add(
                CODE, where, f"learners see `{match[0]}` with its signs", f"write `{better}`", Edit(where, better)
            )
