"""Subheadings of the Harmonized System, edition 2022 (six digits; source: the public-domain list of UN Comtrade)."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, error
from elearn_builder.references.tables import Problem, Reference

if TYPE_CHECKING:
    from elearn_builder.references.tables import Tables

UNKNOWN = error(
    "R005",
    "an HS subheading that the edition 2022 does not have",
    """
The Harmonized System changes every few years: subheadings are split, merged and deleted. This one is not in the edition
2022. Look it up in your tariff; national tariffs add digits of their own after the sixth, and only the first six can be
checked.
""",
)
FORM = error(
    "R006",
    "an HS code in a form that cannot be checked",
    """
Write a subheading with six digits and one point, `[[hs:8549.11]]`, or a heading with four digits, `[[hs:8549]]`.
Further digits are added by each country for itself, so no table of ours can check them, and learners elsewhere have
others. Where a course for one country needs them, write them after the reference, with the country:
`[[hs:8549.11]] 00 (EU)`.
""",
)
CODES = (UNKNOWN, FORM)


def look_up(identifier: str, tables: Tables) -> Reference | Problem:
    """Find a heading (four digits) or a subheading (six)."""
    digits = re.sub(r"[\s.]", "", identifier)
    if not digits.isascii() or not digits.isdigit() or len(digits) not in {4, 6}:
        return _misshapen(identifier, tables)
    if len(digits) == 4:
        if digits not in tables.headings:
            return Problem(UNKNOWN, f"HS 2022 has no heading {digits[:2]}.{digits[2:]}", partial(_near, digits, tables))
        return Reference("hs", digits, digits, f"Heading {digits[:2]}.{digits[2:]} of HS 2022.", "", code=True)
    code = f"{digits[:4]}.{digits[4:]}"
    if code not in tables.hs:
        return Problem(UNKNOWN, f"HS 2022 has no subheading {code}", partial(_near, digits, tables))
    goods = tables.hs[code]
    says = f"HS 2022: {goods}." if goods else "A subheading of HS 2022."
    return Reference("hs", code, code, says, "", code=True)


def _misshapen(identifier: str, tables: Tables) -> Problem:
    """What is wrong with the form: digits of a country's own, or other signs than one point between the digits."""
    digits = re.sub(r"[\s.\-‐-―]", "", identifier)
    code = f"{digits[:4]}.{digits[4:6]}"
    message = f"`{identifier}` is neither a heading nor a subheading"
    if not digits.isascii() or not digits.isdigit() or code not in tables.hs:
        return Problem(FORM, message, "write it like `8549.11` or `8549`")
    if len(digits) == 6:
        return Problem(FORM, message, f"write `{code}`", code)
    message = f"`{identifier}` has {len(digits)} digits; those after the sixth are a country's own"
    return Problem(FORM, message, f"write `[[hs:{code}]]`, and after it the digits `{digits[6:]}` with the country")


def _near(digits: str, tables: Tables) -> str:
    same = [code for code in tables.hs if code.startswith(digits[:4])]
    if same:
        return "this heading has " + ", ".join(same[:12]) + (" …" if len(same) > 12 else "")
    return did_you_mean(digits[:4], tables.headings)
