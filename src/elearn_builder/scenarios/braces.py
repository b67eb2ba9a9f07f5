"""What stands in braces behind a step or a choice: ``{#identifier .mark key=value}``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean
from elearn_builder.directives import ATTRIBUTES, Value
from elearn_builder.reader import UNKNOWN_KEY
from elearn_builder.record import Record

if TYPE_CHECKING:
    from elearn_builder.reader import Reader
    from elearn_builder.source import Lines

BRACES = re.compile(r"\{([^{}]*)\}$")
_TOKEN = re.compile(
    r'\s*(?:#(?P<id>\S+)|\.(?P<mark>\S+)|(?P<key>[A-Za-z][\w-]*)=(?:"(?P<quoted>[^"]*)"|(?P<bare>\S*)))(?=\s|$)'
)


class Braces(Record, frozen=True):
    """What stands in braces: identifier, marks (``.ending``), keys."""

    id: Value | None
    marks: tuple[Value, ...]
    keys: dict[str, Value]


def check_keys(braces: Braces, names: tuple[str, ...], what: str, reader: Reader) -> None:
    """Report keys that a step or a choice (``what``) does not have."""
    for name, value in braces.keys.items():
        if name not in names:
            cure = did_you_mean(name, names)
            reader.report.add(UNKNOWN_KEY, value.span, f"a {what} has no key `{name}`", cure)


def read_braces(lines: Lines, index: int, at: int, text: str, reader: Reader) -> Braces:
    """Read ``#identifier .mark key=value``; ``at`` is where the text stands in its line."""
    identifier, marks, values, position = None, [], {}, 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if not match:
            rest = text[position:].strip()
            where = lines.span(index, at + text.index(rest, position) + 1, len(rest))
            cure = "write `{#identifier}`, `{.ending}` or `{key=value}`"
            message = f"`{rest.split()[0]}` is neither an identifier nor a key with a value"
            reader.report.add(ATTRIBUTES, where, message, cure)
            break
        group = match.lastgroup if match.lastgroup in {"id", "mark"} else "key"
        word = next(
            value for value in (match["id"], match["mark"], match["quoted"], match["bare"]) if value is not None
        )
        start = match.start(group)
        value = Value(word, lines.span(index, at + start + 1, match.end() - start))
        if group == "id":
            identifier = value
        elif group == "mark":
            marks.append(value)
        else:
            values[match["key"]] = value
        position = match.end()
    return Braces(identifier, tuple(marks), values)
