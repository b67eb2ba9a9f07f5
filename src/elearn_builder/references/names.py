"""A chemical's name beside a code: do the tables give the code to this name?

Only names that the tables have are compared, and only where name and code stand together: ``DDT ([[cas:50-29-3]])``,
``DDT, CAS [[cas:50-29-3]]`` or two neighbouring cells of a table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import join_words, warning
from elearn_builder.references.tables import Problem

if TYPE_CHECKING:
    from elearn_builder.references.tables import Reference, Tables

DISAGREE = warning(
    "R020",
    "a name and a number that do not belong together",
    """
The name before the code is that of a chemical in the tables, and they give it another code. Either the wrong code was
copied, or the sentence names another chemical than it means. Compare both with their source; where the table is wrong
or lacks a code, correct it there, with the source.
""",
)
CODES = (DISAGREE,)

COMPARED = {"cas", "un", "hs"}
MOST_WORDS = 5
_BETWEEN = re.compile(
    r"(?:[\s*_]*(?:\(|\||,?\s*CAS|,?\s*UN|,?\s*HS)[\s*_:]*(?:CAS|UN|HS)?(?:\s+(?:number|No\.?|Nr\.?|№))?)?[\s*_]*$"
)


def compare(reference: Reference, before: str, tables: Tables) -> Problem | None:
    """Compare a reference with the name that ends the text ``before`` it."""
    if reference.kind not in COMPARED:
        return None
    words = _BETWEEN.sub("", before).split()[-MOST_WORDS:]
    for start in range(len(words)):
        name = " ".join(words[start:])
        codes = tables.named.get(name.strip("*_(|“”\"'").lower(), {}).get(reference.kind)
        if codes is None:
            continue
        if any(code.startswith(reference.id) for code in codes):  # a heading holds its subheadings
            return None
        listed = join_words([f"`{code}`" for code in sorted(codes)], "or")
        shown = name.strip("*_(|“”\"'")
        message = f"{reference.label} stands beside “{shown}”, to which the tables give {listed}"
        means = reference.says.partition(". ")[0].rstrip(".")
        cure = f"{reference.label} is {means}; correct the number or the name"
        return Problem(DISAGREE, message, "compare both with the tariff" if reference.kind == "hs" else cure)
    return None
