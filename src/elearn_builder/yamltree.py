"""The YAML of settings as a tree in which every value knows its place.

Scalars stay text until their type says what they are, so that ``no``, ``on`` or ``08`` are never guessed: the country
code NO remains a string. The tree is built from parser events, without recursion: libyaml's own composer can be made
to overflow the stack by nesting.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from elearn_builder.diagnostics import error
from elearn_builder.files import CONTROL, CONTROLS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elearn_builder.diagnostics import Report
    from elearn_builder.source import Lines, Span

SYNTAX = error(
    "C002",
    "the settings are not valid YAML",
    """
Settings are written in YAML: `key: value` lines, lists as lines that begin with `- `, indentation by blanks (never
tabs).

The usual reasons: a colon inside a text that is not in quotes (`title: Waste: what is it?`), a quote that is not
closed, or lines of one list that are not indented alike. Put a text with a colon into double quotes:

    title: "Waste: what is it?"
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

MAX_DEPTH = 20
TOO_DEEP = ("lists and settings are nested too deeply", "settings need three levels at most")


class Node:
    """A value of the YAML text with its place: text, a list, or a mapping of keys (themselves nodes)."""

    __slots__ = ("col", "items", "keys", "length", "line", "text")

    def __init__(
        self,
        line: int,
        col: int,
        keys: dict[str, tuple[Node, Node]] | None = None,
        *,
        text: str | None = None,
        items: list[Node] | None = None,
        length: int = 1,
    ) -> None:
        self.line = line
        self.col = col
        self.text = text
        self.items = items
        self.keys = keys
        self.length = length

    @property
    def plain(self) -> Any:
        """The value as Python text, lists and dictionaries; an unquoted empty value or ``null`` is None."""
        if self.items is not None:
            return [item.plain for item in self.items]
        if self.keys is not None:
            return {key: value.plain for key, (_, value) in self.keys.items()}
        return self.text

    def value(self, key: str) -> Any:
        """The plain value of a key, None if it is not there."""
        return self.keys[key][1].plain if self.keys and key in self.keys else None

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


def place(lines: Lines, node: Node) -> Span:
    """The place of a node in its file."""
    index = max(0, min(node.line - 1, len(lines.lines) - 1))
    return lines.span(index, node.col, node.length)


def build(lines: Lines, report: Report) -> Node | None:
    """The tree of a YAML text; None (with a finding) when it is not YAML or not plain settings."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _assemble(yaml.parse(lines.text, Loader=loader), lines, report)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line if mark else 0
        column = mark.column if mark else 0
        if isinstance(problem, yaml.reader.ReaderError):
            odd = yaml.reader.Reader.NON_PRINTABLE.search(lines.text)
            before = lines.text[: odd.start() if odd else 0]
            line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        what = getattr(problem, "problem", None) or getattr(problem, "reason", None) or str(problem)
        index = min(line, len(lines.lines) - 1)
        if "nesting depth" in what:  # newer libraries give up before our own limit is met
            report.add(UNSUPPORTED, lines.span(index, column + 1), *TOO_DEEP)
            return None
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

    def put(node: Node, *, opens: bool) -> None:
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
            mark: Any = event.start_mark
            refuse(event, f"the alias `*{event.anchor}` is not used here", "write the value out")
            put(Node(mark.line + 1, mark.column + 1), opens=False)
        elif isinstance(event, yaml.NodeEvent):
            mark = event.start_mark
            if event.anchor:
                refuse(event, f"the anchor `&{event.anchor}` is not used here", "delete the anchor")
            tag = getattr(event, "tag", None)
            if tag:
                refuse(event, f"the tag `{tag}` is not used here", "delete the tag")
            node = Node(mark.line + 1, mark.column + 1)
            if isinstance(event, yaml.ScalarEvent):
                end: Any = event.end_mark
                node.length = max(1, end.column - mark.column) if end.line == mark.line else 1
                empty = event.implicit[0] and event.value in {"", "~", "null", "Null", "NULL"}
                node.text = None if empty else event.value
                sound &= _visible(event.value, place(lines, node), report)
                put(node, opens=False)
            else:
                if isinstance(event, yaml.SequenceStartEvent):
                    node.items = []
                else:
                    node.keys = {}
                if len(stack) >= MAX_DEPTH:
                    refuse(event, *TOO_DEEP)
                    return None
                put(node, opens=True)
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
    if root is None and sound:
        root = Node(1, 1, keys={})
    return root if sound else None


def _visible(text: str, where: Span, report: Report) -> bool:
    """Report control characters, which are written as escapes in YAML, where no editor shows them."""
    found = CONTROLS.findall(text)
    for character in found:
        report.add(CONTROL, where, f"control character U+{ord(character):04X}", "delete it")
    return not found


def _put(parent: Node, key: Node, value: Node, lines: Lines, report: Report) -> None:
    """Add a pair to a mapping."""
    assert parent.keys is not None
    if key.text is None:
        report.add(UNSUPPORTED, place(lines, key), "a key must be a word", "write `key: value`")
        return
    if key.text in parent.keys:
        first = parent.keys[key.text][0].line + lines.first - 1
        report.add(
            DUPLICATE,
            place(lines, key),
            f"`{key.text}` is set twice, first in line {first}",
            "delete one of the two",
        )
        return
    parent.keys[key.text] = (key, value)
