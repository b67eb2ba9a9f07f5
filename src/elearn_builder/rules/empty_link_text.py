"""A link whose words say nothing about where it leads. Screen readers list links on their own, and on paper only the
words are left: “click here” and a bare address are no help. Make the words that name the goal the link: `[the text
of the Convention](https://…)`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder import strings
from elearn_builder.diagnostics import warning
from elearn_builder.passages import Link, without_code

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("A010", "a link whose words say nothing", __doc__ or "")
_ADDRESS = r"(?i)(?:https?://|www\.)\S+$"
_AUTOMATIC = r"<(https?://[^<>\s]+)>"
_LONGEST = 24  # letters of an address that can be read out as it is: a plain `www.basel.int`


def check(page: CheckedPage, report: Report) -> None:
    """Compare the words of links with words that say nothing, and with addresses."""
    empty = strings.access_words(page.config.language, "links")
    for one in page.passages.links:
        text = one.text.strip(" *_.,:;!?…→»>،。：").lower()
        if one.image or not text:
            continue
        if text in empty:
            _tell(page, report, one, f"“{one.text.strip()}” does not say where the link leads")
        elif re.match(_ADDRESS, text) and len(text) > _LONGEST:
            _tell(page, report, one, "the words of this link are an address")
    if "<http" in page.passages.text:
        for index, row in enumerate(page.passages.lines):
            for match in re.finditer(_AUTOMATIC, without_code(row)) if "<http" in row else ():
                if len(match[1]) > _LONGEST:
                    link = Link(image=False, index=index, col=match.start() + 1, text=match[0], address=match[1])
                    _tell(page, report, link, "the words of this link are an address")


def _tell(page: CheckedPage, report: Report, link: Link, message: str) -> None:
    where = page.place(link.index, link.col, len(link.text))
    report.add(CODE, where, message, "write `[what it is](address)`")
