"""Settings from YAML: typed, with every misfit reported at its line and column, in the author's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from elearn_builder.diagnostics import Edit, Report, did_you_mean, error
from elearn_builder.record import Record
from elearn_builder.yamltree import Node, build, place

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Code
    from elearn_builder.source import Lines, Span

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

FRONT_MATTER = error(
    "C009",
    "the front matter of the file is not closed",
    """
A lesson begins with its settings between two lines of three hyphens:

    ---
    title: What the treaty controls
    minutes: 8
    ---

The second line of hyphens is missing, so the whole lesson would be taken for settings.
""",
)

T = TypeVar("T")

LEAF_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "bool": "`true` or `false`",
    "date": "a date as year-month-day, like 2026-11-23",
}


class Settings(Record, Generic[T], frozen=True):
    """Typed settings with the tree they came from; ``value`` is None when they could not be read at all."""

    value: T | None
    tree: Node
    lines: Lines

    def span(self, *path: str | int) -> Span:
        """The place of a value."""
        return place(self.lines, self.tree.at(*path))

    def key_span(self, *path: str) -> Span:
        """The place of a key."""
        key, _ = (self.tree.at(*path[:-1]).keys or {}).get(path[-1], (self.tree, None))
        return place(self.lines, key)


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
    tree = build(lines, report)
    if tree is None:
        return Settings(None, Node(1, 1, keys={}), lines)
    return Settings(typed(tree, shape, lines, report), tree, lines)


def typed(tree: Node, shape: type[T], lines: Lines, report: Report) -> T | None:
    """A tree as settings of a type; reports C003 to C005. None when a value that has no default is missing or wrong."""
    try:
        return msgspec.convert(tree.plain, shape, strict=False)
    except msgspec.ValidationError:
        found = Report()
        cleaned = _Checker(lines, found).clean(tree, _type_info(shape))
        value = None
        try:
            value = msgspec.convert(cleaned, shape, strict=False)
        except msgspec.ValidationError as problem:
            if not found.failed:
                found.add(VALUE, place(lines, tree), f"these settings do not fit: {problem}")
        report.extend(found.diagnostics)
        return value


def front_matter(lines: Lines, report: Report) -> tuple[Lines | None, Lines] | None:
    """Split a Markdown file at its ``---`` lines.

    Returns:
        The YAML between them (None when the file does not begin with ``---``) and the rest; None, with a C009, when it
        cannot be told where the front matter ends.
    """
    if not lines.lines or lines.lines[0].rstrip() != "---":
        return None, lines
    for index in range(1, len(lines.lines)):
        if lines.lines[index].rstrip() in {"---", "..."}:
            return lines.cut(1, index), lines.cut(index + 1)
    cure = "add a line `---` after the last setting"
    report.add(FRONT_MATTER, lines.span(0), "the front matter is not closed", cure)
    return None


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
        inner = kind
        while type(inner).__name__ == "Metadata":
            inner = inner.type
        match type(inner).__name__:
            case "StructType":
                return self._struct(node, inner, name)
            case "DictType":
                return self._dict(node, inner, name)
            case "VarTupleType" | "ListType":
                return self._list(node, inner, name)
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
                there = f"in {where}" if name else "here"
                fixes = _respelled(place(self.lines, at), key, [name for name in fields if name not in node.keys])
                message = f"there is no setting `{key}` {there}"
                self.report.add(UNKNOWN, place(self.lines, at), message, did_you_mean(key, fields), *fixes)
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
        elif node.text and LEAF_WORDS["date"] in wanted:
            help_ = " or ".join(f"`{day}`" for day in _days(node.text))
            help_ = help_ and f"write {help_}"
        elif node.text and "number" in wanted and (number := re.fullmatch(r"(\d+)\s*(?:%|[^\W\d]+)", node.text)):
            help_ = f"write `{number[1]}`"
        self._add(VALUE, node, f"{shown} {wanted}{value}", help_)
        return msgspec.UNSET

    def _add(self, code: Code, node: Node, message: str, cure: str) -> None:
        self.report.add(code, place(self.lines, node), message, cure)


def _days(text: str) -> list[str]:
    """What a date may mean that is not written year-month-day: day and month may stand in either order."""
    from datetime import datetime

    for form in ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%B %d %Y", "%d-%b-%Y"):
        try:
            return [datetime.strptime(text.strip(), form).date().isoformat()]  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    if match := re.fullmatch(r"\s*(\d{4})[./-](\d{1,2})[./-](\d{1,2})\s*", text):
        orders = [(match[1], match[2], match[3])]
    elif match := re.fullmatch(r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s*", text):
        orders = [(match[3], match[2], match[1]), (match[3], match[1], match[2])]
    else:
        return []
    found: dict[str, None] = {}
    for year, month, day in orders:
        try:
            found[datetime(int(year), int(month), int(day)).date().isoformat()] = None  # noqa: DTZ001
        except ValueError:
            continue
    return list(found)


def _respelled(where: Span, key: str, free: list[str]) -> list[Edit]:
    """The change to the only setting that a key with a slip of the pen can mean."""
    from difflib import get_close_matches

    near = get_close_matches(key.lower(), free, n=2, cutoff=0.75)
    certain = len(near) == 1 and get_close_matches(key.lower(), near, cutoff=0.85) and where.text == key
    return [Edit(where, near[0])] if certain else []


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
            base = Union[tuple(_python_type(one) for one in kind.types if type(one).__name__ != "StructType")]  # noqa: UP007 - built at run time
        case _:
            base = Any
    extra = {key: value for key, value in extra.items() if value is not None}
    return Annotated[base, msgspec.Meta(**extra)] if extra else base
