"""YAML with places: reads settings so that every mistake is reported at its line and column.

Scalars stay text until their type says what they are, so that ``no``, ``on`` or ``08`` are never guessed: the country
code NO remains a string. The tree is built from parser events, without recursion: libyaml's own composer can be made
to overflow the stack by nesting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec
import yaml

from elearn_builder.diagnostics import did_you_mean, error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elearn_builder.diagnostics import Code, Report
    from elearn_builder.source import Lines, Span

SYNTAX = error(
    "C002",
    "the settings are not valid YAML",
    """
Settings are written in YAML: `key: value` lines, lists as lines that begin with `- `, indentation by blanks (never tabs).

The usual reasons: a colon inside a text that is not in quotes (`title: Waste: what is it?`), a quote that is not
closed, or lines of one list that are not indented alike. Put a text with a colon into double quotes:

    title: "Waste: what is it?"
""",
)
UNKNOWN = error(
    "C003",
    "a setting that does not exist",
    """
The key is not one that can be set here, so it would have no effect. Most often it is a slip of the pen; the help names
the nearest keys. All keys are listed in the reference of course.yaml.
""",
)
VALUE = error(
    "C004",
    "a setting has a value that does not fit",
    """
The value is of another kind than this setting takes: a word where a number is wanted, a single value where a list is
wanted, a word that is not among the choices. The help says what fits.
""",
)
MISSING = error(
    "C005",
    "a setting that must be there is missing",
    """
Some settings have no sensible default: a course needs an `id`, a `title` and its `modules`, a module needs a `title`
and `lessons`, a lesson needs a `title`.
""",
)
DUPLICATE = error(
    "C006",
    "the same setting is written twice",
    """
Only one of the two values could count, and which one is not obvious. Delete one of the lines.
""",
)
UNSUPPORTED = error(
    "C010",
    "a YAML feature that is not used here",
    """
Anchors (`&name`), aliases (`*name`), tags (`!name`) and several documents in one file (`---`) are not needed for
settings, hide what a value is, and can be abused. Write the value out.
""",
)

T = TypeVar("T")

MAX_DEPTH = 20
LEAF_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "bool": "`true` or `false`",
    "date": "a date as year-month-day, like 2026-11-23",
}


@dataclass(slots=True)
class Node:
    """A value of the YAML text with its place: text, a list, or a mapping of keys (themselves nodes)."""

    line: int
    col: int
    text: str | None = None
    items: list[Node] | None = None
    keys: dict[str, tuple[Node, Node]] | None = None
    length: int = 1

    @property
    def plain(self) -> Any:
        """The value as Python text, lists and dictionaries; an unquoted empty value or ``null`` is None."""
        if self.items is not None:
            return [item.plain for item in self.items]
        if self.keys is not None:
            return {key: value.plain for key, (_, value) in self.keys.items()}
        return self.text

    def at(self, *path: str | int) -> Node:
        """The node at a path of keys and indexes, or the nearest one above it."""
        node = self
        for step in path:
            if isinstance(step, int) and node.items is not None and step < len(node.items):
                node = node.items[step]
            elif isinstance(step, str) and node.keys is not None and step in node.keys:
                node = node.keys[step][1]
            else:
                break
        return node


@dataclass(frozen=True, slots=True)
class Settings(Generic[T]):
    """Typed settings with the tree they came from; ``value`` is None when they could not be read at all."""

    value: T | None
    tree: Node
    lines: Lines = field(repr=False)

    def span(self, *path: str | int) -> Span:
        """The place of a value."""
        return _span(self.lines, self.tree.at(*path))


def read_settings(lines: Lines, shape: type[T], report: Report) -> Settings[T]:
    """Read YAML lines as settings of a type.

    Args:
        lines: The YAML text in its file.
        shape: A type `msgspec` can convert to (one of `config`).
        report: Gets C002 to C006 and C010.

    Returns:
        The settings. Values that do not fit are reported and left at their default; ``value`` is None when one that
        has no default is missing or wrong.
    """
    tree = _build(lines, report)
    if tree is None:
        return Settings(None, Node(1, 1, keys={}), lines)
    plain = tree.plain
    try:
        return Settings(msgspec.convert(plain, shape, strict=False), tree, lines)
    except msgspec.ValidationError:
        checker = _Checker(lines, report)
        cleaned = checker.clean(tree, _type_info(shape))
        try:
            return Settings(msgspec.convert(cleaned, shape, strict=False), tree, lines)
        except msgspec.ValidationError:
            return Settings(None, tree, lines)


def _span(lines: Lines, node: Node) -> Span:
    index = max(0, min(node.line - 1, len(lines.lines) - 1))
    return lines.span(index, node.col, node.length)


# --- events to tree ---------------------------------------------------------------------------------------------------


def _build(lines: Lines, report: Report) -> Node | None:
    """The tree of a YAML text; None (with a finding) when it is not YAML or not plain settings."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _assemble(yaml.parse(lines.text, Loader=loader), lines, report)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line if mark else 0
        column = mark.column if mark else 0
        what = getattr(problem, "problem", None) or getattr(problem, "reason", None) or str(problem)
        index = min(line, len(lines.lines) - 1)
        report.add(SYNTAX, lines.span(index, column + 1), f"this is not valid YAML: {what}", _advice(lines, index))
        return None


def _advice(lines: Lines, index: int) -> str:
    """A guess at the cure, from the line in question and the one before."""
    for near in (index, index - 1):
        if 0 <= near < len(lines.lines):
            line = lines.lines[near]
            if "\t" in line[: len(line) - len(line.lstrip())]:
                return "indent with blanks instead of tabs"
            if re.match(r"\s*(?:- )?[\w-]+:\s+[^\"'\[{|>#].*:(?:\s|$)", line):
                return "put the text after the first colon into double quotes, since it has a colon itself"
            if line.count('"') % 2:
                return 'close the quote `"`'
    return "look at this line and the one before: indentation, colons, quotes"


def _assemble(events: Iterator[Any], lines: Lines, report: Report) -> Node | None:
    """Build the tree with an explicit stack."""
    root: Node | None = None
    stack: list[tuple[Node, Node | None]] = []  # open collections, each with the key that waits for its value
    documents = 0
    sound = True

    def refuse(event: Any, what: str, cure: str) -> None:
        nonlocal sound
        sound = False
        mark = event.start_mark
        report.add(UNSUPPORTED, lines.span(min(mark.line, len(lines.lines) - 1), mark.column + 1), what, cure)

    def place(node: Node, *, opens: bool) -> None:
        nonlocal root
        if not stack:
            root = node
        else:
            parent, key = stack[-1]
            if parent.items is not None:
                parent.items.append(node)
            elif key is None:
                stack[-1] = (parent, node)
            else:
                _put(parent, key, node, lines, report)
                stack[-1] = (parent, None)
        if opens:
            stack.append((node, None))

    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                refuse(event, "a second document begins here", "delete this line and what follows it")
                return root if sound else None
        elif isinstance(event, yaml.AliasEvent):
            refuse(event, f"the alias `*{event.anchor}` is not used here", "write the value out")
            place(Node(event.start_mark.line + 1, event.start_mark.column + 1), opens=False)
        elif isinstance(event, yaml.NodeEvent):
            mark = event.start_mark
            if event.anchor:
                refuse(event, f"the anchor `&{event.anchor}` is not used here", "delete the anchor")
            if getattr(event, "tag", None):
                refuse(event, f"the tag `{event.tag}` is not used here", "delete the tag")
            node = Node(mark.line + 1, mark.column + 1)
            if isinstance(event, yaml.ScalarEvent):
                same_line = event.end_mark.line == mark.line
                node.length = max(1, event.end_mark.column - mark.column) if same_line else 1
                empty = event.implicit[0] and event.value in {"", "~", "null", "Null", "NULL"}
                node.text = None if empty else event.value
                place(node, opens=False)
            else:
                if isinstance(event, yaml.SequenceStartEvent):
                    node.items = []
                else:
                    node.keys = {}
                if len(stack) >= MAX_DEPTH:
                    refuse(event, "lists and settings are nested too deeply", "settings need three levels at most")
                    return None
                place(node, opens=True)
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
    if root is None and sound:
        root = Node(1, 1, keys={})
    return root if sound else None


def _put(parent: Node, key: Node, value: Node, lines: Lines, report: Report) -> None:
    """Add a pair to a mapping."""
    assert parent.keys is not None
    if key.text is None:
        report.add(UNSUPPORTED, _span(lines, key), "a key must be a word", "write `key: value`")
        return
    if key.text in parent.keys:
        first = parent.keys[key.text][0].line + lines.first - 1
        report.add(
            DUPLICATE, _span(lines, key), f"`{key.text}` is set twice, first in line {first}", "delete one of the two"
        )
        return
    parent.keys[key.text] = (key, value)


# --- explaining what does not fit -------------------------------------------------------------------------------------


def _type_info(shape: Any) -> Any:
    from msgspec import inspect  # needed only when something is wrong

    return inspect.type_info(shape)


class _Checker:
    """Walks the tree beside the type, reports each misfit at its place and gives the rest of the values."""

    def __init__(self, lines: Lines, report: Report) -> None:
        self.lines = lines
        self.report = report

    def clean(self, node: Node, kind: Any, name: str = "") -> Any:
        """The plain value without what does not fit; `msgspec.UNSET` when nothing is left of it."""
        match type(kind).__name__:
            case "StructType":
                return self._struct(node, kind, name)
            case "DictType":
                return self._dict(node, kind, name)
            case "VarTupleType" | "ListType":
                return self._list(node, kind, name)
            case _:
                return self._leaf(node, kind, name)

    def _struct(self, node: Node, kind: Any, name: str) -> Any:
        if node.keys is None:
            return self._wrong(node, name, "needs `key: value` lines below it")
        fields = {item.encode_name: item for item in kind.fields}
        values = {}
        for key, (at, value) in node.keys.items():
            if key not in fields:
                where = f"`{name}`" if name else "here"
                place = f"in {where}" if name else "here"
                self._add(UNKNOWN, at, f"there is no setting `{key}` {place}", did_you_mean(key, fields))
                continue
            if value.plain is None and not fields[key].required:
                continue
            cleaned = self.clean(value, fields[key].type, key)
            if cleaned is not msgspec.UNSET:
                values[key] = cleaned
        for key, item in fields.items():
            if item.required and key not in node.keys:
                owner = f" in `{name}`" if name else ""
                self._add(MISSING, node, f"`{key}` is missing{owner}", f"add a line `{key}: …`")
        return values

    def _dict(self, node: Node, kind: Any, name: str) -> Any:
        if node.keys is None:
            return self._wrong(node, name, "needs `key: value` lines below it")
        values = {}
        for key, (at, value) in node.keys.items():
            if self._leaf(at, kind.key_type, key) is msgspec.UNSET:
                continue
            cleaned = self.clean(value, kind.value_type, key)
            if cleaned is not msgspec.UNSET:
                values[key] = cleaned
        return values

    def _list(self, node: Node, kind: Any, name: str) -> Any:
        if node.items is None:
            return self._wrong(node, name, "needs a list: lines that begin with `- `, or values in `[ ]`")
        values = [self.clean(item, kind.item_type, name) for item in node.items]
        values = [value for value in values if value is not msgspec.UNSET]
        if kind.min_length and len(values) < kind.min_length:
            if len(node.items) < kind.min_length:
                self._add(VALUE, node, f"`{name}` is an empty list", "write at least one `- ` line below it")
            return msgspec.UNSET
        return values

    def _leaf(self, node: Node, kind: Any, name: str) -> Any:
        plain = node.plain
        described, inner = _described(kind)
        if type(inner).__name__ == "UnionType":
            structs = [one for one in inner.types if type(one).__name__ == "StructType"]
            if structs and node.keys is not None:
                return self._struct(node, structs[0], name)
        try:
            msgspec.convert(plain, _python_type(kind), strict=False)
        except msgspec.ValidationError:
            return self._wrong(node, name, f"should be {described}")
        return plain

    def _wrong(self, node: Node, name: str, wanted: str) -> Any:
        shown = "this" if not name else f"`{name}`"
        value = f" (it is `{node.text}`)" if node.text else ""
        help_ = ""
        if node.text and wanted.startswith("should be one of "):
            help_ = did_you_mean(node.text, re.findall(r"`([^`]+)`", wanted))
        elif node.text is not None and "true" in wanted:
            help_ = "write `true` for yes or `false` for no"
        elif "word of small letters" in wanted and node.text:
            proposal = re.sub(r"[^a-z0-9]+", "-", node.text.lower()).strip("-")
            help_ = f"write `{proposal}`" if re.match(r"[a-z]", proposal) else ""
        self._add(VALUE, node, f"{shown} {wanted}{value}", help_)
        return msgspec.UNSET

    def _add(self, code: Code, node: Node, message: str, cure: str) -> None:
        self.report.add(code, _span(self.lines, node), message, cure)


def _described(kind: Any) -> tuple[str, Any]:
    """What a leaf type takes, in words, and the type without its metadata."""
    extra = ""
    while type(kind).__name__ == "Metadata":
        extra = (kind.extra_json_schema or {}).get("description", "") or extra
        kind = kind.type
    if extra:
        return extra, kind
    match type(kind).__name__:
        case "LiteralType":
            return "one of " + ", ".join(f"`{value}`" for value in kind.values), kind
        case "IntType":
            return LEAF_WORDS["int"], kind
        case "FloatType":
            return LEAF_WORDS["float"], kind
        case "BoolType":
            return LEAF_WORDS["bool"], kind
        case "DateType":
            return LEAF_WORDS["date"], kind
        case "UnionType":
            words = [_described(one)[0] for one in kind.types if type(one).__name__ not in {"NoneType", "StructType"}]
            return " or ".join(words), kind
        case _:
            return "some text", kind


def _python_type(kind: Any) -> Any:
    """The Python type of a described leaf, for a trial conversion."""
    from datetime import date
    from typing import Annotated, Literal, Union

    extra: dict[str, Any] = {}
    while type(kind).__name__ == "Metadata":
        kind = kind.type
    match type(kind).__name__:
        case "StrType":
            extra = {"pattern": kind.pattern, "min_length": kind.min_length, "max_length": kind.max_length}
            base: Any = str
        case "IntType":
            extra = {"ge": kind.ge, "le": kind.le}
            base = int
        case "FloatType":
            extra = {"ge": kind.ge, "le": kind.le}
            base = float
        case "BoolType":
            base = bool
        case "DateType":
            base = date
        case "NoneType":
            base = type(None)
        case "LiteralType":
            base = Literal[kind.values]
        case "UnionType":
            base = Union[tuple(_python_type(one) for one in kind.types)]  # noqa: UP007 - built at run time
        case _:
            base = Any
    extra = {key: value for key, value in extra.items() if value is not None}
    return Annotated[base, msgspec.Meta(**extra)] if extra else base


def front_matter(lines: Lines) -> tuple[Lines | None, Lines, bool]:
    """Split a Markdown file at its ``---`` lines.

    Returns:
        The YAML between them (None when the file does not begin with ``---``), the rest, and whether the front matter
        was closed. An unclosed one gives an empty rest.
    """
    if not lines.lines or lines.lines[0].rstrip() != "---":
        return None, lines, True
    for index in range(1, len(lines.lines)):
        if lines.lines[index].rstrip() in {"---", "..."}:
            return lines.cut(1, index), lines.cut(index + 1), True
    return lines.cut(1), lines.cut(len(lines.lines)), False

