"""Refrigerants by ASHRAE number or short name: substances that the Montreal Protocol controls, and blends with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, error
from elearn_builder.references.tables import Problem, Reference

if TYPE_CHECKING:
    from elearn_builder.references.tables import Tables

UNKNOWN = error(
    "R011",
    "a refrigerant that no table has",
    """
Refrigerants are named by ASHRAE number, `[[ashrae:R-404A]]` or `[[ashrae:R-134a]]`, or by the short name of the
substance, `[[ashrae:HFC-134a]]`. This one stands neither in `substances.csv` nor in `blends.csv`. Compare it with its
source, also the small letters at the end, which name the isomer; one that is right is added to the table with its
source.
""",
)
CODES = (UNKNOWN,)


def look_up(identifier: str, tables: Tables) -> Reference | Problem:
    """Find a substance or a blend; hyphens, blanks and capitals do not matter, and the R may be left out."""
    wanted = fold(identifier)
    for name in (wanted, f"r{wanted}"):
        if name in tables.refrigerants:
            label, row = tables.refrigerants[name]
            verified = row["status"] == "verified"
            says = _blend(row, tables) if "blend" in row else _substance(row)
            return Reference("ashrae", label, label, says, "", code=True, verified=verified)
    known = [label for label, _ in tables.refrigerants.values()]
    return Problem(UNKNOWN, f"no table has the refrigerant `{identifier}`", did_you_mean(identifier, known))


def fold(name: str) -> str:
    """A name by which refrigerants are compared: ``R 134A``, ``r134a`` and ``R-134a`` are the same."""
    return re.sub(r"[\s-]", "", name).lower()


def groups(composition: str, tables: Tables) -> list[str]:
    """The annexes and groups of what a blend is made of, each once: ``Annex F, Group I``."""
    parts = re.findall(r"(\S+) [\d.]+ %", composition)
    rows = (tables.refrigerants[fold(part)][1] for part in parts if fold(part) in tables.refrigerants)
    return list(dict.fromkeys(group(row) for row in rows))


def group(row: dict[str, str]) -> str:
    """The annex and group of a substance: ``Annex F, Group I``."""
    return f"Annex {row['annex']}, Group {row['group']}"


def _substance(row: dict[str, str]) -> str:
    names = f"{row['substance']}, {row['ashrae']}" if row["ashrae"] else row["substance"]
    return f"{names}. Montreal Protocol, {group(row)}. {_potentials(row)}"


def _blend(row: dict[str, str], tables: Tables) -> str:
    made = row["composition"].replace(" %", "\N{NO-BREAK SPACE}%").replace(";", ",")
    listed = "; ".join(groups(row["composition"], tables))
    return f"Blend: {made}. Its controlled parts: Montreal Protocol, {listed}. {_potentials(row)}"


def _potentials(row: dict[str, str]) -> str:
    warming = f", GWP {row['gwp']}" if row["gwp"] else ""
    return f"ODP {row['odp']}{warming}."
