"""Entries of the Basel lists: Y, A and B codes."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, error
from elearn_builder.references.tables import Problem, Reference

if TYPE_CHECKING:
    from elearn_builder.references.tables import Tables

UNKNOWN = error(
    "R003",
    "a waste code that is not in the Basel lists",
    """
Waste codes are a letter and digits: Y1 to Y49 (Annexes I and II), A and four digits (Annex VIII), B and four digits
(Annex IX). This one is not in the table `waste.csv`. Correct it; if the entry is real, add it to the table with its
source.
""",
)
DELETED = error(
    "R004",
    "a waste code that has been deleted",
    """
The entry was taken out of the lists and must not be taught as valid. The table says since when and what replaced it.
To teach that it is a red flag on new papers, write it as plain code, `A1180` between backticks and without square
brackets.
""",
)
CODES = (UNKNOWN, DELETED)

CONTROLS = {
    "consent": "needs consent",
    "consent-if-hazardous": "needs consent if it shows a hazard of Annex III",
    "green": "no consent needed under the Convention, unless contaminated",
}


def look_up(identifier: str, tables: Tables) -> Reference | Problem:
    """Find a waste code; deleted ones are a problem."""
    code = re.sub(r"[\s.-]", "", identifier).upper()
    row = tables.waste.get(code)
    if row is None:
        return Problem(UNKNOWN, f"`{identifier}` is not in the Basel lists", partial(did_you_mean, code, tables.waste))
    if row["control"] == "deleted":
        cure = (
            f"name the entry that replaced it; to teach that {code} is no longer valid, leave the square brackets out"
        )
        return Problem(DELETED, f"{code} has been deleted: {row['description']}", cure)
    says = (
        f"{row['description'][:1].upper()}{row['description'][1:]}. Annex {row['annex']}: {CONTROLS[row['control']]}."
    )
    return Reference(
        "waste", code, code, says, "https://www.basel.int", code=True, verified=row["status"] == "verified"
    )
