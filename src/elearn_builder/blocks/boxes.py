"""Blocks with a title and blocks inside: callouts, layout, teaching, audience."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import Report, warning
from elearn_builder.directives import Directive, Text, cut
from elearn_builder.model import Box, Html
from elearn_builder.reader import INCOMPLETE, MISPLACED, BlockKind, Leaves, Reader
from elearn_builder.record import replace
from elearn_builder.source import Lines

if TYPE_CHECKING:
    from elearn_builder.model import Block
    from elearn_builder.reader import Build

UNSOURCED = warning(
    "R023",
    "a law that is quoted without its article",
    """
Who relies on the words of a treaty at the border must be able to find them. Name the article in the first line of the
block, `::: law Consent comes first {article="basel:6(3)"}`, or write a reference into its text, `[[basel:6(3)]]`. A
text in your own words may do without, but is better with it.
""",
)
CODES = (UNSOURCED,)

_QUOTED = re.compile(r"[ ]{0,3}>\s*\S.*")
_MARKED = re.compile(r"“[^“”]{25,}”|«[^«»]{25,}»|„[^“”]{25,}[“”]|\"[^\"]{25,}\"|「[^」]{12,}」")
_ORDERED = re.compile(r"^[ ]{0,3}\d{1,9}[.)][ \t]", re.MULTILINE)
_RULE = re.compile(r"[ ]{0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")


def _box(node: Directive, reader: Reader) -> Build:
    reader.empty(node)
    return _make(node, reader, reader.blocks(node.body, node.kind))


def _make(node: Directive, reader: Reader, builds: list[Build]) -> Build:
    identifier = reader.identifier(node.id)
    title = reader.title(node)
    options = tuple((name, value.text) for name, value in node.values.items())

    def build(leaves: Leaves) -> Block:
        children = tuple(block for one in builds if (block := one(leaves)) is not None)
        return Box(node.kind, identifier, title(leaves), children, options)

    return build


def _law(node: Directive, reader: Reader) -> Build:
    """The article in the margin is a reference like any other."""
    make = _box(node, reader)
    article = node.values.get("article")
    if article is None:
        _require_source(node, reader)
        return make
    line = node.body.first - 1
    written = article.text.strip().removeprefix("[[").removesuffix("]]")
    index = reader.piece(Lines(node.body.file, line, (f"[[{written}]]",)))

    def build(leaves: Leaves) -> Block | None:
        box = make(leaves)
        assert isinstance(box, Box)
        return replace(box, article=leaves.inline(index))

    return build


def _require_source(node: Directive, reader: Reader) -> None:
    """Words in quotation marks, or set off as a quotation, need the article that says them; a reference will do."""
    if "[[" in node.body.text:
        return
    for index, line in enumerate(node.body.lines):
        quoted = _QUOTED.match(line) or _MARKED.search(line)
        if quoted:
            message = "this law is quoted without its article"
            cure = 'name it after the title: `{article="basel:6(1)"}`, or refer to it in the text'
            where = node.body.span(index, quoted.start() + 1, len(quoted[0].rstrip()))
            reader.report.add(UNSOURCED, where, message, cure)
            return


def _optional(node: Directive, reader: Reader) -> Build:
    """A box that may be empty: the page fills it (objectives of the lesson, a slot to write into)."""
    return _make(node, reader, reader.blocks(node.body, node.kind))


def _titled(node: Directive, reader: Reader) -> Build:
    """A box whose title is what one taps on."""
    if not node.title:
        message = f"this `{node.kind}` has no title, so there is nothing to tap on"
        reader.report.add(INCOMPLETE, node.span, message, f"write `::: {node.kind} Title`")
    return _box(node, reader)


def _tabs(node: Directive, reader: Reader) -> Build:
    """Only tabs inside."""
    found = 0
    for inner in cut(node.body, Report()):  # what is wrong inside is reported below
        if isinstance(inner, Directive) and inner.kind == "tab":
            found += 1
        elif isinstance(inner, Text):
            where = inner.lines.find("")
            reader.report.add(
                MISPLACED, where, "this text stands between the tabs", "put it into a `tab`, or before `tabs`"
            )
        elif inner.kind in reader.kinds:
            message = f"`{inner.kind}` stands between the tabs"
            reader.report.add(MISPLACED, inner.kind_span, message, "put it into a `tab`")
    if not found:
        reader.report.add(INCOMPLETE, node.span, "there is no `tab` in these `tabs`", "write `::: tab Title` inside")
    return _make(node, reader, reader.blocks(node.body, node.kind))


def _steps(node: Directive, reader: Reader) -> Build:
    if not reader.empty(node) and not _ORDERED.search(node.body.text):
        message = "`steps` needs a numbered list"
        reader.report.add(INCOMPLETE, node.span, message, "begin each step with its number: `1. Check the papers`")
    return _make(node, reader, reader.blocks(node.body, node.kind))


def _columns(node: Directive, reader: Reader) -> Build:
    """Columns are separated by lines of three hyphens."""
    columns = _split_at_rules(node.body)
    if len(columns) < 2 and not reader.empty(node):
        message = "`columns` needs a line `---` between the columns"
        reader.report.add(
            INCOMPLETE, node.span, message, "write `---` on a line of its own, with blank lines around it"
        )
    builds = [_column(reader.blocks(lines, node.kind)) for lines in columns if not lines.blank]
    return _make(node, reader, builds)


def _column(builds: list[Build]) -> Build:
    def build(leaves: Leaves) -> Block:
        return Box("column", "", Html(""), tuple(block for one in builds if (block := one(leaves)) is not None))

    return build


def _split_at_rules(lines: Lines) -> list[Lines]:
    """Split at ``---`` lines that stand outside of blocks inside."""
    parts, start, depth = [], 0, 0
    for index, row in enumerate(lines.lines):
        if row.startswith(":::"):
            depth += 1 if row.strip(": \t") else -1
        elif depth == 0 and _RULE.match(row) and (index == 0 or not lines.lines[index - 1].strip()):
            parts.append(lines.cut(start, index))
            start = index + 1
    return [*parts, lines.cut(start)]


def _trainer(node: Directive, reader: Reader) -> Build:
    """For the trainer only: read and checked on its own, so that nothing of it reaches a learner's page.

    Footnotes, media, glossary words and questions of a trainer's note would otherwise count as the lesson's.
    """
    reader.empty(node)
    reader.asides.append(node.body)
    return lambda _: None


_CALLOUT: dict[str, str] = {}
KINDS = (
    BlockKind("note", "Something to know besides.", _box, _CALLOUT),
    BlockKind("tip", "A way to do it better or faster.", _box, _CALLOUT),
    BlockKind("warning", "Something that goes wrong easily.", _box, _CALLOUT),
    BlockKind("danger", "A danger to people. It cannot be missed.", _box, _CALLOUT),
    BlockKind(
        "law",
        "What the treaty says, with its article in the margin.",
        _law,
        {"article": "the reference, like `basel:6(4)`; it is checked and becomes a link"},
    ),
    BlockKind(
        "case",
        "A real case, shown like a case file.",
        _box,
        {"date": "when it happened", "place": "where it happened", "source": "who reported it"},
    ),
    BlockKind("remember", "What to take along from this part.", _box, _CALLOUT),
    BlockKind("details", "Text that opens on a tap on its title.", _titled, _CALLOUT),
    BlockKind("tabs", "Several texts in one place; takes `tab` blocks.", _tabs, _CALLOUT),
    BlockKind(
        "tab",
        "One of the texts of `tabs`; its title is what one taps on.",
        _titled,
        _CALLOUT,
        inside=("tabs",),
    ),
    BlockKind("steps", "A procedure, from a numbered list.", _steps, _CALLOUT),
    BlockKind(
        "columns",
        "Text side by side on wide screens; a line `---` begins the next column.",
        _columns,
        _CALLOUT,
    ),
    BlockKind(
        "objectives",
        "What one will be able to do; without text, the lesson's own objectives.",
        _optional,
        _CALLOUT,
    ),
    BlockKind("summary", "What to remember, at the end of a lesson.", _box, _CALLOUT),
    BlockKind("trainer", "A note for the trainer. It never reaches a learner's package.", _trainer, _CALLOUT),
    BlockKind("jobaid", "A card to cut out and carry; all cards are also collected on one page.", _titled, _CALLOUT),
    BlockKind("slot", "To be filled in by a country: its authority, form, telephone number.", _optional, _CALLOUT),
)
