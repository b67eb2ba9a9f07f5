"""A UN number with a class of danger that the tables do not give it. The class decides how goods are kept apart and how
near officers may go, so a wrong one is dangerous. Compare both with the transport document or the list of dangerous
goods; where the table is wrong, correct it, with the source. Only numbers whose class the table `un.csv` has are
compared; a class without its division (2 for 2.3) is fine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.questions import KINDS

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("R024", "a UN number with another class than the tables give", __doc__ or "")

_UN = r"(?:\[\[un:\s*(?:UN\s*)?(\d{4})(?:\|[^\]]*)?\]\]|\bUN[ \xa0](\d{4})(?!\d))"
_CLASS = (
    r"(?:\b(?:class|classe|clase|division|división|(?:под)?класс\w?)[ \xa0]+|(?:ال)?(?:فئة|رتبة|صنف|شعبة)[ \xa0]+|第 ?)"
    r"(\d(?:\.\d)?)(?![\d.]*\d)"
)
_GAP = r"[\s,;:*_|(（،)）–—-]{1,6}"
_BEHIND = re.compile(f"{_UN}{_GAP}{_CLASS}", re.IGNORECASE)
_BEFORE = re.compile(f"{_CLASS}{_GAP}{_UN}", re.IGNORECASE)
_HINT = re.compile(r"UN[ \xa0]\d{4}")  # quick, because it begins with what it looks for


def check(page: CheckedPage, report: Report) -> None:
    """Look for classes beside UN numbers, outside of questions, whose answers may be wrong on purpose."""
    if not _hinted(page.source.body.text):
        return
    for index, row in page.passages.outside(KINDS):
        for pattern in (_BEHIND, _BEFORE) if _hinted(row) else ():
            for match in pattern.finditer(row):
                first, second, third = (match[1], match[2], match[3])
                number, group = (first or second, 3) if pattern is _BEHIND else (second or third, 1)
                known = page.tables.un.get(number, {}).get("class", "").partition(" ")[0]
                typed = match[group]
                if known and not known.startswith(typed) and not typed.startswith(known):
                    where = page.source.body.span(index, match.start(group) + 1, len(typed))
                    message = f"UN {number} is of class {known} in the tables, and of class {typed} here"
                    report.add(CODE, where, message, "compare both with the list of dangerous goods, and correct one")


def _hinted(text: str) -> bool:
    return "[[un:" in text or bool(_HINT.search(text))
