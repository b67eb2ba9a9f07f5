"""A picture whose text says nothing. “Image”, “photo” or the name of the file is read out by screen readers, and shown
while the picture loads, and nobody is wiser. Say what the picture shows, in a sentence: what would you tell a
colleague on the telephone?
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from elearn_builder import strings
from elearn_builder.diagnostics import warning
from elearn_builder.media import IMAGES

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("A006", "a picture whose text says nothing", __doc__ or "")
_NUMBER = r"[\W\d_]+$"


def check(page: CheckedPage, report: Report) -> None:
    """Compare the texts of pictures with words that say nothing and with the names of their files."""
    for one in page.passages.links:
        if not one.image or not one.text.strip():
            continue
        text = one.text.strip().lower()
        name = PurePosixPath(one.address.lower())
        is_name = text in {name.stem, re.sub(r"[-_]+", " ", name.stem)} and not name.stem.isalpha()
        if re.sub(_NUMBER, "", text) in strings.access_words(page.config.language, "pictures"):
            what = f"“{one.text}” does not say what the picture shows"
        elif is_name or PurePosixPath(text).suffix in IMAGES:
            what = f"“{one.text}” is the name of the file, and does not say what the picture shows"
        else:
            continue
        where = page.place(one.index, one.col, len(one.text))
        report.add(CODE, where, what, "say in a sentence what can be seen, and what it matters for")
