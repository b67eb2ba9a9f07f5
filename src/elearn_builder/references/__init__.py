"""References to treaties and codes: ``[[basel:6(4)]]``, ``[[waste:A1181]]``, ``[[hs:8549.11]]``, ``[[term:PIC]]``.

One kind a file; to add one, write the file, its line in `KINDS` and its tables in `FILES`. The name of an agreement is
a kind too: all of them are looked up by `treaty`. What exists is decided by the tables in ``courses/reference``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, error
from elearn_builder.record import replace
from elearn_builder.references import ashrae, cas, cites, hs, names, schedule, treaty, un, waste
from elearn_builder.references.tables import ABSENT, NO_TABLE, Problem, Reference, Tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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
_UNSEEN = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
_HYPHENS = "[\u2010-\u2015\u2212]"
# The tables that a kind is looked up in.
FILES = {
    "ashrae": ("substances.csv", "blends.csv"),
    "cas": ("chemicals.csv",),
    "cites-purpose": ("cites.csv",),
    "cites-source": ("cites.csv",),
    "hs": ("hs.csv",),
    "schedule": ("schedules.csv",),
    "un": ("un.csv",),
    "waste": ("waste.csv",),
}
CODES = (
    UNKNOWN_KIND,
    NO_TABLE,
    ABSENT,
    *(code for module in (ashrae, cas, cites, hs, names, schedule, treaty, un, waste) for code in module.CODES),
)


def look_up(written: str, tables: Tables, agreement: str | None = None) -> Reference | Problem:
    """Find what a reference means.

    Args:
        written: What stands between the brackets, such as ``waste:A1181``.
        tables: The reference tables.
        agreement: The agreement of the course; its articles are not named after it each time.
    """
    key = (written, agreement)
    if key not in tables.met:
        tables.met[key] = _look_up(written, tables, agreement)
    return tables.met[key]


def _look_up(written: str, tables: Tables, agreement: str | None) -> Reference | Problem:
    kind, colon, identifier = (part.strip() for part in plain(written).partition(":"))
    if not colon or not identifier:
        cure = "write `[[kind:identifier]]`, like `[[basel:6(4)]]` or `[[waste:A1181]]`"
        return Problem(UNKNOWN_KIND, f"`[[{written}]]` names no kind of reference", cure)
    if kind in KINDS:
        files = FILES[kind]
        if not any(tables.has(name) for name in files):
            return _absent(files[0], identifier, tables)
        return _told(KINDS[kind](identifier, tables), tables, files)
    if kind in tables.treaties:
        found = treaty.look_up(kind, identifier, tables, own=kind == agreement)
        return _told(found, tables, (f"{kind}.yaml",))
    if kind in AGREEMENTS:
        return _absent(f"treaties/{kind}.yaml", identifier, tables)
    names = did_you_mean(kind, [*KINDS, "term", *tables.treaties])
    return Problem(UNKNOWN_KIND, f"there is no kind of reference `{kind}`", names)


def _absent(name: str, identifier: str, tables: Tables) -> Problem:
    cure = "copy it from the tables that ship, or delete the folder to use those"
    return Problem(ABSENT, f"`{tables.shown}` has no table `{name}` to look `{identifier}` up in", cure)


def plain(written: str) -> str:
    """A reference without what word processors and keyboards put in unseen: signs of full width or without width,
    blanks that do not break, hyphens that look alike.
    """
    if written.isascii():
        return written
    return re.sub(_HYPHENS, "-", re.sub(_UNSEEN, "", unicodedata.normalize("NFKC", written)))


def _told(found: Reference | Problem, tables: Tables, files: Iterable[str]) -> Reference | Problem:
    """A problem that may come from a fault of the table is told there."""
    return replace(found, told=True) if isinstance(found, Problem) and tables.broken & {*files} else found


__all__ = ["AGREEMENTS", "CODES", "KINDS", "Problem", "Reference", "Tables", "look_up"]
