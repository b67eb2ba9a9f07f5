"""A share or an amount of the whole world without a year near it: “20 % of the world’s trade”, “62 million tonnes
worldwide”. Such figures are estimates of one year, differ from source to source, and are repeated for decades. Write
the year, and better still the source, or leave the figure out: an officer does not act on it. A year anywhere in the
paragraph will do, or a reference, since what a treaty lays down does not age. The words are known in Arabic, Chinese,
English, French, Russian and Spanish.

Only these figures are certain enough to be told. Shares and amounts of other things are limits, contents and cases more
often than statistics, and are left to the reviewer.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING

from elearn_builder import resources
from elearn_builder.diagnostics import warning
from elearn_builder.inspection import dated, paragraph_around

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("F009", "a figure of the whole world without a date", __doc__ or "")

_NUMBER = r"(?<![\d.,-])\d(?:[\d.,]*\d)?[ \xa0\u202f]?"
_BETWEEN = r"[^.!?;:,…。！？；：，؟؛،\x00]{0,60}?"
_BEHIND = r"[^.!?;:…。！？；：؟؛\x00]{0,60}?"


def check(page: CheckedPage, report: Report) -> None:
    """Look for figures of the world in paragraphs that name no year and refer to nothing."""
    hints, figure = _figure(page.config.language.partition("-")[0])
    text = page.passages.lowered
    if figure is None or not any(hint in text for hint in hints):
        return
    for first, paragraph in page.passages.paragraphs:
        for found in figure.finditer(paragraph):
            before = paragraph[: found.start()]
            index = first + before.count("\n")
            around = paragraph_around(page.source.body.lines, index)
            if dated(around) or "[[" in around:
                continue
            said = found[0].partition("\n")[0]
            where = page.place(index, found.start() - before.rfind("\n"), len(said))
            message = f"“{said}” is an estimate of some year, and no date is near it"
            report.add(CODE, where, message, "write the year and the source behind it, or leave the figure out")


@cache
def _figure(language: str) -> tuple[tuple[str, ...], re.Pattern[str] | None]:
    """Parts of the words of a language for the world, in small letters, and a figure with such a word in its sentence;
    None for a language without a line in the table, in which ``{n}`` is a number, and ``{g}`` and ``{h}`` are what may
    stand between it and the world: nothing that parts a sentence, and in ``{h}`` a comma.
    """
    with (resources.folder("templates") / "figures.csv").open(encoding="utf-8", newline="") as file:
        row = next((row for row in csv.DictReader(file) if row["language"] == language), None)
    if row is None:
        return (), None
    return tuple(row["world_hint"].split("|")), re.compile(row["world"].format(n=_NUMBER, g=_BETWEEN, h=_BEHIND))
