"""References to treaties and codes: ``[[basel:6(4)]]``, ``[[waste:A1181]]``, ``[[hs:8549.11]]``, ``[[term:PIC]]``.

One kind a file; to add one, write the file and its line in `KINDS`. The name of an agreement is a kind too: all of them
are looked up by `treaty`. What exists is decided by the tables in ``courses/reference``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, error
from elearn_builder.references import ashrae, cas, cites, hs, names, schedule, treaty, un, waste
from elearn_builder.references.tables import Problem, Reference, Tables

if TYPE_CHECKING:
    from collections.abc import Callable

UNKNOWN_KIND = error(
    "R001",
    "a reference of an unknown kind",
    """
A reference in double square brackets names a kind and an identifier: `[[basel:6(4)]]` an article of an agreement,
`[[waste:A1181]]` an entry of the Basel lists, `[[hs:8549.11]]` a subheading of the Harmonized System, `[[cas:50-29-3]]`
a chemical, `[[un:1028]]` a UN number, `[[ashrae:R-404A]]` a refrigerant, `[[cites-source:W]]` and
`[[cites-purpose:T]]` the letters on a CITES permit, `[[schedule:2.B(4)]]` an entry of the Chemical Weapons Convention,
`[[term:PIC]]` a word of the glossary.
""",
)

AGREEMENTS = ("basel", "cartagena", "cites", "cwc", "montreal", "rotterdam", "stockholm")  # with words in all languages
KINDS: dict[str, Callable[[str, Tables], Reference | Problem]] = {
    "ashrae": ashrae.look_up,
    "cas": cas.look_up,
    "cites-purpose": cites.purpose,
    "cites-source": cites.source,
    "hs": hs.look_up,
    "schedule": schedule.look_up,
    "un": un.look_up,
    "waste": waste.look_up,
}
CODES = (
    UNKNOWN_KIND,
    *(code for module in (ashrae, cas, cites, hs, names, schedule, treaty, un, waste) for code in module.CODES),
)


def look_up(written: str, tables: Tables, agreement: str | None = None) -> Reference | Problem:
    """Find what a reference means.

    Args:
        written: What stands between the brackets, such as ``waste:A1181``.
        tables: The reference tables.
        agreement: The agreement of the course; its articles are not named after it each time.
    """
    kind, colon, identifier = (part.strip() for part in written.partition(":"))
    if not colon or not identifier:
        cure = "write `[[kind:identifier]]`, like `[[basel:6(4)]]` or `[[waste:A1181]]`"
        return Problem(UNKNOWN_KIND, f"`[[{written}]]` names no kind of reference", cure)
    if kind in KINDS:
        return KINDS[kind](identifier, tables)
    if kind in tables.treaties:
        return treaty.look_up(kind, identifier, tables, own=kind == agreement)
    names = did_you_mean(kind, [*KINDS, "term", *tables.treaties])
    return Problem(UNKNOWN_KIND, f"there is no kind of reference `{kind}`", names)


__all__ = ["AGREEMENTS", "CODES", "KINDS", "Problem", "Reference", "Tables", "look_up"]
