"""The reference tables as they lie in ``courses/reference``, read once and only as far as they are asked for.

Authors may keep a folder of their own, so what is wrong with a table is a finding in its file; what can be read of it
is used.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from elearn_builder.config import TreatyConfig
from elearn_builder.diagnostics import Edit, Report, did_you_mean, error, join_words
from elearn_builder.files import read_text
from elearn_builder.record import Record, replace
from elearn_builder.source import Lines
from elearn_builder.yamlfile import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from elearn_builder.diagnostics import Code
    from elearn_builder.source import SourceFile, Span

NO_TABLE = error(
    "C026",
    "a reference table that cannot be read",
    """
The tables of codes are comma-separated values: the first line names the columns, every other line has as many cells. A
text with a comma in it stands in double quotes. Spreadsheet programs may write semicolons instead, or change the
encoding: save as “CSV UTF-8 (comma-separated)”.

A folder `reference` beside the course folders takes the place of the tables that ship. Delete it to use those again.
""",
)
ABSENT = error(
    "R014",
    "a reference to a table that is not there",
    """
The folder `reference` beside the course folders takes the place of the tables that ship, and it does not have the table
in which this reference is looked up. Copy that table into it from the ones that ship, or delete the folder.
""",
)

MAX_TABLE = 2_000_000
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "waste.csv": ("code", "annex", "description", "control", "status", "source"),
    "hs.csv": ("code", "goods", "source"),
    "chemicals.csv": ("cas", "name", "agreement", "listing", "hs", "status", "source"),
    "un.csv": ("number", "name", "class", "status", "source"),
    "substances.csv": (
        *("substance", "ashrae", "cas", "annex", "group"),
        *("odp", "gwp", "hs", "un", "status", "source"),
    ),
    "blends.csv": ("blend", "composition", "odp", "gwp", "hs", "un", "status", "source"),
    "schedules.csv": ("name", "schedule", "cas", "hs", "status", "source"),
    "cites.csv": ("kind", "code", "meaning", "status", "source"),
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "status": ("verified", "unverified"),
    "control": ("consent", "consent-if-hazardous", "green", "deleted"),
    "kind": ("source", "purpose", "appendix"),
}
_BARE = re.compile(r"^(\d{4}\.\d\d),,$", re.MULTILINE)
_ABBREVIATED = re.compile(r" \(([A-Za-z]*[A-Z]{2,}s?)\b")  # Polychlorinated biphenyls (PCB)
_SUBHEADING = re.compile(r"\d{4}\.\d\d")


class Reference(Record, frozen=True):
    """What a reference means.

    Attributes:
        kind: Its kind (``waste``, ``basel`` …).
        id: Its identifier in the spelling of the table.
        label: The chip or words that stand in the text.
        says: What a tap on it shows, plain text, English.
        address: The official page, or empty.
        code: Whether the label is a code (shown as a chip) rather than words.
        verified: Whether the table's row was compared with a source.
    """

    kind: str
    id: str
    label: str
    says: str
    address: str
    code: bool
    verified: bool = True


class Problem(Record, frozen=True):
    """Why a reference means nothing: the code, this very mistake, its cure (or what finds it, where that takes long);
    ``told``: the cause stands in a table and is reported there; ``respelled`` is the identifier as the table has it,
    where there is no doubt which one was meant.
    """

    code: Code
    message: str
    cure: str | Callable[[], str]
    respelled: str = ""
    told: bool = False

    @property
    def help(self) -> str:
        """The cure."""
        return self.cure if isinstance(self.cure, str) else self.cure()

    def fixes(self, where: Span, identifier: str) -> tuple[Edit, ...]:
        """The change that writes the identifier at a place as the table has it."""
        if not self.respelled or identifier not in where.text:
            return ()
        return (Edit(where, where.text.replace(identifier, self.respelled)),)


class Treaties(Mapping[str, TreatyConfig]):
    """Agreements by short name: name, address and provisions by identifier; one file each, read when asked for."""

    def __init__(self, folder: Path, shown: str, report: Report) -> None:
        self.broken: set[str] = set()
        self._folder = folder
        self._shown = shown
        self._report = report
        self._files = {file.stem: file for file in sorted(folder.glob("*.yaml"))}
        self._read: dict[str, TreatyConfig] = {}

    def __getitem__(self, agreement: str) -> TreatyConfig:
        if agreement not in self._read:
            file = self._files[agreement]
            own = Report()
            text = read_text(file, f"{self._shown}/{file.name}", own, MAX_TABLE, self._folder)
            settings = read_settings(Lines.of(text), TreatyConfig, own) if text else None
            if own.failed:
                self.broken.add(agreement)
                self._report.extend(own.diagnostics)
            self._read[agreement] = (settings and settings.value) or TreatyConfig(agreement.title(), {})
        return self._read[agreement]

    def __contains__(self, agreement: object) -> bool:
        return agreement in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


class Tables:
    """The tables of one folder; each is read when it is first needed.

    Args:
        folder: Where they lie.
        words: The words of the course's language.
        shown: How the folder is shown to the author; empty for the tables that ship.

    Attributes:
        own: Whether they are the author's own.
        faults: What was found to be wrong with those that were read.
        broken: Their names, with ``treaties/`` before those of agreements.
        met: What was found in them, by what was written and the agreement of the course: pages refer to the same.
    """

    def __init__(self, folder: Path, words: Mapping[str, str], shown: str = "") -> None:
        self.folder = folder
        self.words = words
        self.own = bool(shown)
        self.shown = shown or folder.as_posix()
        self.faults = Report()
        self._broken: set[str] = set()
        self._bare: list[str] = []  # subheadings without a description
        self._there: dict[str, bool] = {}
        self.met: dict[tuple[str, str | None], Reference | Problem] = {}

    @property
    def broken(self) -> set[str]:
        """Names of tables with faults, as far as they were read: ``waste.csv``, ``basel.yaml``."""
        return self._broken | {f"{name}.yaml" for name in self.treaties.broken}

    def has(self, name: str) -> bool:
        """Whether there is such a table; a folder of the author's own may do without some."""
        if name not in self._there:
            self._there[name] = (self.folder / name).exists()
        return self._there[name]

    def read_all(self) -> None:
        """Read every table, so that all faults are known."""
        read = (
            self.waste,
            self.goods,
            self.chemicals,
            self.un,
            self.substances,
            self.blends,
            self.schedules,
            self.cites,
        )
        assert len(read) == len(COLUMNS)
        for agreement in self.treaties:
            self.treaties[agreement]

    def _rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a table that are sound; none, if there is no such table."""
        if not self.has(name):
            return []
        own = Report()
        text = read_text(self.folder / name, f"{self.shown}/{name}", own, MAX_TABLE, self.folder)
        if text and name == "hs.csv":  # thousands of lines that hold a code and nothing else
            self._bare += _BARE.findall(text.text)
            text = replace(text, text=_BARE.sub("", text.text))
        rows = list(_rows(text, name, own)) if text else []
        if own.failed:
            self._broken.add(name)
            self.faults.extend(own.diagnostics)
        return rows

    @cached_property
    def treaties(self) -> Treaties:
        """Agreements by short name, as they lie in the folder ``treaties``."""
        return Treaties(self.folder / "treaties", f"{self.shown}/treaties", self.faults)

    @cached_property
    def waste(self) -> dict[str, dict[str, str]]:
        """Entries of the Basel lists by code."""
        return {row["code"]: row for row in self._rows("waste.csv")}

    @cached_property
    def hs(self) -> dict[str, str]:
        """Subheadings of HS 2022 by code, with a description of the goods where there is one."""
        described = {row["code"]: row["goods"] for row in self.goods}
        return dict.fromkeys(self._bare, "") | described

    @cached_property
    def headings(self) -> frozenset[str]:
        """Headings of HS 2022, four digits."""
        return frozenset(code[:4] for code in self.hs)

    @cached_property
    def goods(self) -> list[dict[str, str]]:
        """Subheadings whose goods are described: those that agreements touch, with the source that says so."""
        rows = self._rows("hs.csv")
        self._bare += [row["code"] for row in rows if not row["goods"]]
        return [row for row in rows if row["goods"]]

    @cached_property
    def chemicals(self) -> dict[str, list[dict[str, str]]]:
        """Rows of the chemicals table by CAS number; a chemical may stand under several agreements."""
        found: dict[str, list[dict[str, str]]] = {}
        for row in self._rows("chemicals.csv"):
            found.setdefault(row["cas"], []).append(row)
        return found

    @cached_property
    def un(self) -> dict[str, dict[str, str]]:
        """UN numbers, four digits."""
        return {row["number"]: row for row in self._rows("un.csv")}

    @cached_property
    def substances(self) -> list[dict[str, str]]:
        """Substances that the Montreal Protocol controls, in the order of its annexes."""
        return self._rows("substances.csv")

    @cached_property
    def blends(self) -> list[dict[str, str]]:
        """Blends of refrigerants with such substances."""
        return self._rows("blends.csv")

    @cached_property
    def refrigerants(self) -> dict[str, tuple[str, dict[str, str]]]:
        """Substances and blends by each name, without hyphens and capitals, with that name as it is written."""
        found: dict[str, tuple[str, dict[str, str]]] = {}
        named = [(row["blend"], row) for row in self.blends]
        for column in ("ashrae", "substance"):
            named += [(row[column], row) for row in self.substances if row[column]]
        for name, row in named:
            found.setdefault(name.replace("-", "").replace(" ", "").lower(), (name, row))
        return found

    @cached_property
    def named(self) -> dict[str, dict[str, set[str]]]:
        """CAS and UN numbers and HS codes by name of a chemical in small letters, each name as it begins its row."""
        found: dict[str, dict[str, set[str]]] = {}
        chemicals = ((row["name"], row) for rows in self.chemicals.values() for row in rows)
        substances = ((row[column], row) for row in self.substances for column in ("substance", "ashrae"))
        for written, row in (*chemicals, *substances, *((row["blend"], row) for row in self.blends)):
            full = written.lower()
            for name in {full, full.partition(" (")[0], full.partition(" and its ")[0]}:
                for kind in ("cas", "un", "hs"):
                    if name and row.get(kind):
                        found.setdefault(name, {}).setdefault(kind, set()).update(row[kind].split(";"))
            if row.get("cas") and (short := _ABBREVIATED.search(written)):
                found.setdefault(short[1].lower(), {}).setdefault("cas", set()).add(row["cas"])
        return found

    @cached_property
    def schedules(self) -> dict[str, list[dict[str, str]]]:
        """Rows of the schedules of the Chemical Weapons Convention by entry, without those that are exempt."""
        found: dict[str, list[dict[str, str]]] = {}
        for row in self._rows("schedules.csv"):
            if row["schedule"] != "exempt":
                found.setdefault(row["schedule"], []).append(row)
        return found

    @cached_property
    def cites(self) -> dict[tuple[str, str], dict[str, str]]:
        """CITES codes by kind (``source``, ``purpose``, ``appendix``) and letter."""
        return {(row["kind"], row["code"]): row for row in self._rows("cites.csv")}


def _rows(text: SourceFile, name: str, report: Report) -> Iterator[dict[str, str]]:
    """The rows of a table of comma-separated values by column; those that are not sound are reported and left out."""
    lines = text.text.split("\n")
    columns = next(csv.reader(lines[:1]), [])
    missing = [column for column in COLUMNS[name] if column not in columns]
    if missing:
        cure = did_you_mean(missing[0], columns) if len(missing) == 1 else ""
        if ";" in lines[0] and "," not in lines[0]:
            cure = "the cells are separated by semicolons: save the table with commas"
        wanted = join_words([f"`{column}`" for column in missing])
        is_ = "the column" if len(missing) == 1 else "the columns"
        message = f"{is_} {wanted} {'is' if len(missing) == 1 else 'are'} missing"
        report.add(NO_TABLE, text.line(1), message, cure or f"the first line names {', '.join(COLUMNS[name])}")
        return
    choices = [(column, CHOICES[column]) for column in columns if column in CHOICES]
    reader = csv.reader(lines)
    next(reader)
    before = 1
    try:
        for cells in reader:
            at, before = before + 1, reader.line_num
            if not cells:
                continue
            if before > at:
                message = "a double quote is opened here and not closed in this line"
                report.add(NO_TABLE, text.line(at), message, 'close it, and write a quote inside a text as `""`')
            elif len(cells) != len(columns):
                message = f"this line has {len(cells)} cells, the first line names {len(columns)}"
                report.add(NO_TABLE, text.line(at), message, "put a text with a comma in it into double quotes")
            elif fault := _fault(name, cells[0], [(cells[columns.index(one)], one, of) for one, of in choices]):
                report.add(NO_TABLE, text.line(at), *fault)
            else:
                yield dict(zip(columns, cells, strict=True))
    except csv.Error as problem:
        report.add(NO_TABLE, text.line(before + 1), f"this line cannot be read: {problem}", "look at its quotes")


def _fault(name: str, key: str, chosen: list[tuple[str, str, tuple[str, ...]]]) -> tuple[str, str] | None:
    """What is wrong with the values of a row, and the cure."""
    if not key.strip():
        return "the first cell of this line is empty", "every line begins with its code or name"
    if name == "hs.csv" and not _SUBHEADING.fullmatch(key):
        return f"`{key}` is no subheading", "write six digits with a point, like `8549.11`"
    for value, column, words in chosen:
        if value not in words:
            return f"`{column}` is `{value}`", did_you_mean(value, words)
    return None
