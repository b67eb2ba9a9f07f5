"""A substance with one number here and another one elsewhere: on another page, in another course, in a glossary, or in
the tables. Compared are names that the tables know, words of glossaries, and abbreviations such as `PFBS`. One of the
two was copied wrongly, and learners who take both courses do not know which to trust. Compare
both with a source, and correct one; where an agreement lists several forms of a substance, name the form. All courses
that are checked together are compared, so check them together: `elearn check courses/*`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import join_words, warning
from elearn_builder.references.beside import distinct
from elearn_builder.references.consistency import disagreements
from elearn_builder.references.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course, NamedCode

CODE = warning("R021", "one substance with two numbers", __doc__ or "")


def check(courses: Sequence[Course], report: Report) -> None:
    """Compare names with their numbers, in the order of courses and pages, with those of before and of the tables."""
    seen: dict[tuple[str, str], NamedCode] = {}
    known: dict[Path, Tables] = {}
    for course in courses:
        tables = known.setdefault(course.reference, Tables(course.reference, {}, course.tables))
        for one in (*course.glossary_named, *(named for page in course.pages for named in page.named)):
            name = one.name.lower()
            codes = tables.named.get(name, {}).get(one.kind)
            if codes:
                if not one.cited and one.code not in codes:  # of what is cited, R020 tells
                    listed = join_words([f"`{code}`" for code in sorted(codes)], "or")
                    message = f"“{one.name}” has the number {one.code} here, and {listed} in the tables"
                    report.add(CODE, one.span, message, "compare both with a source, and correct one")
                continue
            if not (one in course.glossary_named or distinct(one.name)):
                continue
            first = seen.setdefault((name, one.kind), one)
            # A substance has one CAS number, but a UN number for each form in which it travels.
            if one.kind == "cas" and one.code != first.code and not _one_entry(one.code, first.code, tables):
                place = f"{first.span.path}:{first.span.line}"
                message = f"“{one.name}” has the CAS number {one.code} here, and {first.code} in {place}"
                report.add(CODE, one.span, message, "compare both with a source, and correct one")
    for tables in known.values():
        if not tables.own:  # those that ship are held by tests
            continue
        for where, message in disagreements(tables):
            report.add(CODE, where, message, "compare both rows with their sources, and correct one")


def _one_entry(one: str, other: str, tables: Tables) -> bool:
    """Whether an entry of an agreement holds both numbers: a group of substances."""
    names = [{row["name"] for row in tables.chemicals.get(code, [])} for code in (one, other)]
    return not names[0].isdisjoint(names[1])
