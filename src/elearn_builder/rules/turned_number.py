"""A number, date or code with hyphens in a text that is written from right to left. Behind Arabic letters its parts
change places: 10-20 is shown as 20-10, and a CAS number backwards. Write it so that it stands for itself: as code, ``
`50-29-3` ``, as a reference, `[[cas:50-29-3]]`, or in `<bdi>…</bdi>`; a range in words, “من 10 إلى 20”. A number
below zero loses its sign to the other side in the same way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder import strings
from elearn_builder.diagnostics import warning
from elearn_builder.passages import blanked

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("N003", "a number that is shown the wrong way round", __doc__ or "")

_NUMBER = r"(?<![\w.\-])\d+(?:[.,]\d+)*(?:\s?[-\u2010-\u2015+/]\s?\d+(?:[.,]\d+)*)+|(?<![\w\d)\-])[-\u2212]\d+"
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_ISOLATED = r"<(bdi|code|span)\b.*?</\1>|[\u2066-\u2068][^\u2069]*\u2069"


def check(page: CheckedPage, report: Report) -> None:
    """Look at lines of right-to-left text with figures; a slash between two figures keeps them in order."""
    if strings.direction(page.config.language) != "rtl":
        return
    for index, row in page.passages.rows:
        if not re.search(_NUMBER, row) or not re.search(_RIGHT_TO_LEFT, row):
            continue
        alone = re.sub(_ISOLATED, lambda match: "\x00" * len(match[0]), row)
        for match in re.finditer(_NUMBER, blanked(alone)):
            if re.fullmatch(r"[\d.,]+(?:/[\d.,]+)+", match[0]) or not re.search(_RIGHT_TO_LEFT, alone[: match.start()]):
                continue
            where = page.source.body.span(index, match.start() + 1, len(match[0]))
            cure = f"write `<bdi>{match[0]}</bdi>`, or say it in words"
            report.add(CODE, where, f"“{match[0]}” is shown with its parts in another order", cure)
