"""UN numbers of dangerous goods."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, error
from elearn_builder.references.tables import Problem, Reference

if TYPE_CHECKING:
    from elearn_builder.references.tables import Tables

UNKNOWN = error(
    "R009",
    "a UN number that the table does not have",
    """
UN numbers have four digits: `[[un:1028]]`. This one is not in `un.csv`. Check it; if it is right, add it to the table
with its source.
""",
)
CODES = (UNKNOWN,)


def look_up(identifier: str, tables: Tables) -> Reference | Problem:
    """Find a UN number, with or without the letters UN."""
    number = re.sub(r"(?i)^un\s*", "", identifier)
    row = tables.un.get(number)
    if row is None:
        return Problem(UNKNOWN, f"the table has no UN number `{identifier}`", partial(did_you_mean, number, tables.un))
    group = f" Class {row['class']}." if row["class"] else ""
    says = f"{row['name'][:1].upper()}{row['name'][1:]}.{group}"
    return Reference("un", number, f"UN {number}", says, "", code=True, verified=row["status"] == "verified")
