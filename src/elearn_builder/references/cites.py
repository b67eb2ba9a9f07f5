"""Letters on CITES permits: the source of a specimen (``cites-source``) and the purpose of its trade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error, join_words
from elearn_builder.references.tables import Problem, Reference

if TYPE_CHECKING:
    from elearn_builder.references.tables import Tables

UNKNOWN = error(
    "R012",
    "a letter that CITES permits do not use",
    """
A CITES permit names the source of a specimen and the purpose of the trade by one letter each:
`[[cites-source:W]]` is taken from the wild, `[[cites-purpose:T]]` is commerce. The same letter may mean different
things in the two boxes, so the kind of the reference counts. The letters stand in `cites.csv`; a new one is added there
with its source.
""",
)
CODES = (UNKNOWN,)


def source(identifier: str, tables: Tables) -> Reference | Problem:
    """Find a source code, such as ``W``."""
    return _letter("source", identifier, tables)


def purpose(identifier: str, tables: Tables) -> Reference | Problem:
    """Find a purpose code, such as ``T``."""
    return _letter("purpose", identifier, tables)


def _letter(kind: str, identifier: str, tables: Tables) -> Reference | Problem:
    letter = identifier.strip().upper()
    row = tables.cites.get((kind, letter))
    if row is None:
        other = "purpose" if kind == "source" else "source"
        if (other, letter) in tables.cites:
            cure = f"did you mean `[[cites-{other}:{letter}]]`, {tables.cites[other, letter]['meaning']}?"
        else:
            cure = f"known are {join_words([f'`{code}`' for of, code in tables.cites if of == kind])}"
        return Problem(UNKNOWN, f"CITES has no {kind} code `{identifier}`", cure)
    says = f"CITES {kind} code {letter}: {row['meaning']}."
    verified = row["status"] == "verified"
    return Reference(f"cites-{kind}", letter, letter, says, "https://cites.org", code=True, verified=verified)
