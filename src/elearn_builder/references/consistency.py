"""Whether tables of one folder agree on the numbers of a substance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import Report, join_words
from elearn_builder.files import read_text
from elearn_builder.references.tables import MAX_TABLE
from elearn_builder.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elearn_builder.references.tables import Tables

KINDS = {"cas": "CAS number", "un": "UN number", "hs": "HS code"}


def disagreements(tables: Tables) -> Iterator[tuple[Span, str]]:
    """Rows that give a name other numbers than another table, or than another agreement does in the same table.

    A name may have several numbers, as groups of substances do; it is told where two lists have none in common.

    Returns:
        The place of the second row, and what is wrong.
    """
    first: dict[tuple[str, str], tuple[tuple[str, str], set[str]]] = {}
    told: set[tuple[str, frozenset[str], frozenset[str]]] = set()
    lists: dict[tuple[str, str, str, str], set[str]] = {}
    for table, agreement, name, row in _rows(tables):
        for kind in KINDS:
            if row.get(kind):
                lists.setdefault((name, kind, table, agreement), set()).update(row[kind].split(";"))
    for (name, kind, table, agreement), codes in lists.items():
        other, others = first.setdefault((name, kind), ((table, agreement), codes))
        found = (kind, frozenset(codes), frozenset(others))  # the same for a name with and without what follows it
        if codes.isdisjoint(others) and found not in told:
            told.add(found)
            ours, theirs = (join_words([f"`{code}`" for code in sorted(some)], "or") for some in (codes, others))
            under = f" ({other[1]})" if other[1] and other[0] == table else ""
            message = f"“{name}” has the {KINDS[kind]} {ours} here, and {theirs} in `{other[0]}`{under}"
            yield _place(tables, table, name, next(iter(sorted(codes)))), message


def _rows(tables: Tables) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Table, agreement, name in small letters and row, for each name of each row."""
    rows = [("chemicals.csv", row["agreement"], row["name"], row) for same in tables.chemicals.values() for row in same]
    rows += [("substances.csv", "", row[name], row) for row in tables.substances for name in ("substance", "ashrae")]
    rows += [("blends.csv", "", row["blend"], row) for row in tables.blends]
    rows += [("schedules.csv", "", row["name"], row) for same in tables.schedules.values() for row in same]
    rows += [("un.csv", "", row["name"], {"un": row["number"]}) for row in tables.un.values()]
    for table, agreement, name, row in rows:
        full = name.lower()
        for form in {full, full.partition(" (")[0]} - {""}:
            yield table, agreement, form, row


def _place(tables: Tables, table: str, name: str, code: str) -> Span:
    """The row of a table that holds a name and a code."""
    text = read_text(tables.folder / table, f"{tables.shown}/{table}", Report(), MAX_TABLE, tables.folder)
    if text is None:
        return Span(f"{tables.shown}/{table}")
    rows = enumerate(text.text.split("\n"), 1)
    return text.line(next((number for number, row in rows if name in row.lower() and code in row), 1))
