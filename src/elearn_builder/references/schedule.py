"""Entries of the schedules of the Chemical Weapons Convention: ``1.A(1)``, ``2.B(4)``. One entry may name a family of
chemicals, so several rows of the table may stand under it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error, join_words
from elearn_builder.references.tables import Problem, Reference

if TYPE_CHECKING:
    from elearn_builder.references.tables import Tables

UNKNOWN = error(
    "R013",
    "an entry that the schedules of the Chemical Weapons Convention do not have",
    """
An entry is the number of the schedule, its part and the number in it: `[[schedule:2.B(4)]]`. Part A is toxic chemicals,
part B precursors; the numbers run on from part A to part B. This entry is not in `schedules.csv`. Correct it; if it is
real, add it to the table with its source.
""",
)
CODES = (UNKNOWN,)
MOST_NAMED = 2  # of the chemicals under one entry; the lookup page has them all


def look_up(identifier: str, tables: Tables) -> Reference | Problem:
    """Find an entry; ``2B4``, ``2.B.4`` and ``2.B(4)`` are the same."""
    match = re.fullmatch(r"([1-3])\.?([ABab])\.?\(?(\d{1,2})\)?\*?", re.sub(r"\s", "", identifier))
    name = f"{match[1]}.{match[2].upper()}({match[3]})" if match else identifier
    rows = tables.schedules.get(name)
    if rows is None:
        part = name.partition("(")[0]
        same = [entry for entry in tables.schedules if entry.startswith(f"{part}(")]
        cure = f"the table has {join_words(same)}" if same else _named(identifier, tables)
        return Problem(UNKNOWN, f"the schedules have no entry `{identifier}`", cure or "write it like `2.B(4)`")
    says = f"{_together([row['name'] for row in rows])}."
    label = tables.words["ref_schedule"].format(name)
    verified = all(row["status"] == "verified" for row in rows)
    return Reference("schedule", name, label, says, "https://www.opcw.org", code=False, verified=verified)


def _together(names: list[str]) -> str:
    """The names under one entry in one short line: what they have in common once, then the first of them."""
    family = _shared(names).rpartition(", ")[0]
    rest = [name.removeprefix(f"{family}, ").removeprefix("e.g. ") for name in names] if family else names
    told = [name for name in rest if not re.match(r"example \d", name)]
    if family and not told:
        return family
    shown = told if len(told) == MOST_NAMED + 1 else told[:MOST_NAMED]
    more = f"; and {len(told) - len(shown)} more in the table" if len(told) > len(shown) else ""
    same = shown[0].rpartition(", ")[0]
    shown = [shown[0], *(name.removeprefix(f"{same}, e.g. ") if same else name for name in shown[1:])]
    return f"{family}{': ' if family else ''}{'; '.join(shown)}{more}"


def _shared(names: list[str]) -> str:
    """What all names begin with; nothing for one name alone."""
    first, last = min(names), max(names)
    length = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), 0)
    return first[:length]


def _named(word: str, tables: Tables) -> str:
    """A cure for who writes the name of a chemical: the entries under which it stands."""
    lowered = word.lower()
    under = [entry for entry, rows in tables.schedules.items() if any(lowered in row["name"].lower() for row in rows)]
    return f"did you mean {join_words([f'`{entry}`' for entry in under], 'or')}?" if under else ""
