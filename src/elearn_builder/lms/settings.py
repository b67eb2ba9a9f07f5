"""Where packages go: `elearn.toml` beside the courses, and the author's own.

The same forms of findings as for course.yaml come from the same checker; only the places are found in another way,
because the library for TOML does not keep them.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from elearn_builder.diagnostics import did_you_mean
from elearn_builder.lms.codes import NO_TARGET, SYNTAX, WRITTEN_SECRET
from elearn_builder.record import Record
from elearn_builder.source import Lines, SourceFile, Span
from elearn_builder.yamlfile import MISSING, UNKNOWN, VALUE, typed
from elearn_builder.yamltree import Node, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from elearn_builder.diagnostics import Report
    from elearn_builder.lms.service import Service

FILE = "elearn.toml"
NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
SECRET = re.compile(r"password|passwd|secret|token|cookie|api_?key|private_?key$", re.IGNORECASE)
MOST = 1 << 20
_HEAD = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\"'-]+)\s*=\s*")
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")


class Target(Record, frozen=True):
    """A place to upload to: its name, its service, the settings in the shape of the service, and where they stand."""

    name: str
    service: Service
    settings: Any
    span: Span


def own_file() -> Path:
    """The author's own settings, outside of any project."""
    from platformdirs import user_config_path

    return user_config_path("elearn-builder") / FILE


def files(start: Path) -> list[Path]:
    """The settings that count from a folder on: the nearest file in it or above it, then the author's own."""
    near = next((folder / FILE for folder in (start, *start.parents) if (folder / FILE).is_file()), None)
    return [file for file in (near, own_file()) if file is not None and file.is_file()]


def read(found: Iterable[Path], names: Iterable[str], services: Mapping[str, Service], report: Report) -> list[Target]:
    """The targets with these names; reports U001 to U003, C003 to C005.

    Args:
        found: Settings files; of a target that is in several, the first one counts.
        names: As the author gave them.
        services: All there are.
        report: Gets what is wrong.
    """
    tables: dict[str, tuple[Lines, Node]] = {}
    shown = []
    for file in found:
        lines = _lines(file, report)
        shown.append(file)
        tree = _tree(lines, report) if lines else None
        if tree is None or lines is None:
            continue
        for key, (at, node) in (tree.keys or {}).items():
            if key != "targets":
                cure = "places to upload to are written as `[targets.name]`"
                report.add(UNKNOWN, place(lines, at), f"there is no setting `{key}` here", cure)
            for name, (_, table) in (node.keys or {}).items() if key == "targets" else ():
                tables.setdefault(name, (lines, table))
    targets = []
    for name in dict.fromkeys(names):
        if name in tables:
            target = _target(name, *tables[name], services, report)
            targets += [target] if target else []
            continue
        if report.failed and not tables:
            continue
        where = Span(_shown(shown[0]) if shown else FILE)
        cure = did_you_mean(name, tables) if tables else f"write a table `[targets.{name}]` into a file {FILE}"
        report.add(NO_TARGET, where, f"there is no target `{name}`", cure)
    return targets


def _shown(file: Path) -> str:
    try:
        return file.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()


def _lines(file: Path, report: Report) -> Lines | None:
    where = Span(_shown(file))
    try:
        data = file.read_bytes() if file.stat().st_size <= MOST else b""
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        report.add(SYNTAX, where, f"the settings cannot be read: {problem}", "save the file as text in UTF-8")
        return None
    return Lines.of(SourceFile(_shown(file), text.replace("\r\n", "\n")))


def _tree(lines: Lines, report: Report) -> Node | None:
    try:
        found = tomllib.loads(lines.text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        said = str(problem)
        at = _PLACE.search(said)
        row = int(at[1]) if at and at[1] else len(lines.lines)
        where = lines.span(min(row, len(lines.lines)) - 1, int(at[2]) if at and at[2] else 1)
        cure = 'texts stand in double quotes: `address = "https://academy.example.org"`'
        report.add(SYNTAX, where, f"this is not valid TOML: {_PLACE.sub('', said)}", cure)
        return None
    return _node(found, (), _places(lines))


def _places(lines: Lines) -> dict[tuple[str, ...], tuple[int, int, int]]:
    """Line, column and length of the keys of a TOML text, by their path; those inside of values are left out."""
    places: dict[tuple[str, ...], tuple[int, int, int]] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(lines.lines, 1):
        if head := _HEAD.match(line):
            table = _path(head[1])
            for depth in range(1, len(table) + 1):
                places.setdefault(table[:depth], (number, head.start(1) + 1, len(head[1])))
        elif key := _KEY.match(line):
            places.setdefault((*table, *_path(key[1])), (number, key.start(1) + 1, len(key[1])))
    return places


def _path(written: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in written.split("."))


def _node(value: Any, path: tuple[str, ...], places: Mapping[tuple[str, ...], tuple[int, int, int]]) -> Node:
    line, col, length = next((places[path[:end]] for end in range(len(path), 0, -1) if path[:end] in places), (1, 1, 1))
    if isinstance(value, dict):
        keys = {}
        for key, inner in value.items():
            node = _node(inner, (*path, key), places)
            keys[key] = (Node(node.line, node.col, text=key, length=node.length), node)
        return Node(line, col, keys=keys, length=length)
    if isinstance(value, list):
        return Node(line, col, items=[_node(inner, path, places) for inner in value], length=length)
    return Node(line, col, text=str(value).lower() if isinstance(value, bool) else str(value), length=length)


def _target(name: str, lines: Lines, table: Node, services: Mapping[str, Service], report: Report) -> Target | None:
    where = place(lines, table)
    if not NAME.fullmatch(name):
        report.add(VALUE, where, f"`{name}` is no name for a target", "write small letters a-z, digits and hyphens")
        return None
    for key, (at, value) in (table.keys or {}).items():
        if SECRET.search(key) and value.text is not None:
            variable = f"ELEARN_{name}_{key}".upper().replace("-", "_")
            bare = Node(at.line, at.col, length=at.length)
            span = place(lines, bare)
            hidden = Span(span.path, span.line, span.col, span.end, f"{key} = …")  # the line itself holds the secret
            cure = f"take the line out, change the {key}, and set the environment variable {variable}"
            report.add(WRITTEN_SECRET, hidden, f"the {key} of `{name}` stands in this file", cure)
            return None
    chosen = table.value("service")
    if chosen not in services:
        if chosen is None:
            report.add(MISSING, where, f"`service` is missing in `{name}`", did_you_mean("", services))
        else:
            span = place(lines, table.at("service"))
            report.add(VALUE, span, f"there is no service `{chosen}`", did_you_mean(str(chosen), services))
        return None
    before = len(report)
    settings = typed(table, services[chosen].shape, lines, report)
    return Target(name, services[chosen], settings, where) if settings is not None and len(report) == before else None
