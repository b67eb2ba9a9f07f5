"""Chemicals by CAS number. The last digit is a check digit: the sum of the other digits, each times its place counted
from the right, modulo 10."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error
from elearn_builder.references.tables import Problem, Reference

if TYPE_CHECKING:
    from elearn_builder.references.tables import Tables

FORM = error(
    "R007",
    "a CAS number that cannot be right",
    """
A CAS number has two to seven digits, two digits and a check digit: 50-29-3. The check digit does not fit the other
digits here, so at least one of them is wrong. Look the number up again.
""",
)
UNKNOWN = error(
    "R008",
    "a chemical that no table has",
    """
The CAS number is well formed, but the chemical is not among those of the agreements in `chemicals.csv`. Check it; if
the chemical is listed, add it to the table with its source.
""",
)
CODES = (FORM, UNKNOWN)


def look_up(identifier: str, tables: Tables) -> Reference | Problem:
    """Find a chemical by its CAS number."""
    match = re.fullmatch(r"(\d{2,7})-(\d\d)-(\d)", identifier)
    if not match:
        respelled = re.sub(r"[\s‐-―−]+", "-", identifier.strip())
        known = respelled if respelled in tables.chemicals else ""
        cure = f"write `{known}`" if known else "write it like `50-29-3`"
        return Problem(FORM, f"`{identifier}` has not the form of a CAS number", cure, known)
    wanted = check_digit(match[1] + match[2])
    if wanted != int(match[3]):
        message = f"the check digit of `{identifier}` does not fit: the other digits ask for {wanted}"
        return Problem(FORM, message, "compare the number with its source, digit by digit")
    rows = tables.chemicals.get(identifier)
    if not rows:
        cure = "compare it with its source; a number that is right is added to `chemicals.csv`"
        return Problem(UNKNOWN, f"no agreement's table has `{identifier}`", cure)
    listed = "; ".join(_listings(rows, tables))
    verified = all(row["status"] == "verified" for row in rows)
    says = f"{rows[0]['name']}. Listed: {listed}."
    return Reference("cas", identifier, f"CAS {identifier}", says, "", code=True, verified=verified)


def _listings(rows: list[dict[str, str]], tables: Tables) -> list[str]:
    """Where a chemical is listed, each place once; with further entries there that name it, such as a formulation."""
    places: dict[str, list[str]] = {}
    for row in rows:
        places.setdefault(f"{_agreement(row['agreement'], tables)} {row['listing']}", []).append(row["name"])
    return [f"{place} (also: {', '.join(names[1:])})" if names[1:] else place for place, names in places.items()]


def _agreement(name: str, tables: Tables) -> str:
    return tables.treaties[name].name if name in tables.treaties else name.title()


def check_digit(digits: str) -> int:
    """The check digit that belongs to the digits before it."""
    return sum(place * int(digit) for place, digit in enumerate(reversed(digits), 1)) % 10
