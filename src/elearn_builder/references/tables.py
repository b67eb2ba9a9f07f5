"""The reference tables as they lie in ``courses/reference``, read once and only as far as they are asked for."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from elearn_builder.diagnostics import Edit
from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from elearn_builder.diagnostics import Code
    from elearn_builder.source import Span


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
    """Why a reference means nothing: the code, this very mistake, its cure; ``respelled`` is the identifier as the
    table has it, where there is no doubt which one was meant.
    """

    code: Code
    message: str
    help: str
    respelled: str = ""

    def fixes(self, where: Span, identifier: str) -> tuple[Edit, ...]:
        """The change that writes the identifier at a place as the table has it."""
        if not self.respelled or identifier not in where.text:
            return ()
        return (Edit(where, where.text.replace(identifier, self.respelled)),)


class Treaties(Mapping[str, Mapping[str, Any]]):
    """Agreements by short name: name, address and provisions by identifier; one file each, read when asked for."""

    def __init__(self, folder: Path) -> None:
        self._files = {file.stem: file for file in sorted(folder.glob("*.yaml"))}
        self._read: dict[str, Mapping[str, Any]] = {}

    def __getitem__(self, agreement: str) -> Mapping[str, Any]:
        if agreement not in self._read:
            import yaml

            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
            text = self._files[agreement].read_text(encoding="utf-8")
            self._read[agreement] = dict(yaml.load(text, Loader=loader))  # noqa: S506
        return self._read[agreement]

    def __contains__(self, agreement: object) -> bool:
        return agreement in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


class Tables:
    """The tables of one folder; each is read when it is first needed. ``words`` are those of the course's language."""

    def __init__(self, folder: Path, words: Mapping[str, str]) -> None:
        self.folder = folder
        self.words = words

    def _rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a table; none, if a folder of the author's own does without it."""
        if not (self.folder / name).is_file():
            return []
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @cached_property
    def treaties(self) -> Treaties:
        """Agreements by short name, as they lie in the folder ``treaties``."""
        return Treaties(self.folder / "treaties")

    @cached_property
    def waste(self) -> dict[str, dict[str, str]]:
        """Entries of the Basel lists by code."""
        return {row["code"]: row for row in self._rows("waste.csv")}

    @cached_property
    def hs(self) -> dict[str, str]:
        """Subheadings of HS 2022 by code, with a description of the goods where there is one."""
        rows = (self.folder / "hs.csv").read_text(encoding="utf-8").splitlines()[1:]
        plain = {row[:7]: "" for row in rows if row.endswith(",,")}
        described = {row[0]: row[1] for row in csv.reader(row for row in rows if not row.endswith(",,"))}
        return plain | described

    @cached_property
    def goods(self) -> list[dict[str, str]]:
        """Subheadings whose goods are described: those that agreements touch, with the source that says so."""
        return [row for row in self._rows("hs.csv") if row["goods"]]

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
