"""Reads the blocks of one page: what `blocks` and `questions` share.

Reading has two steps, because all Markdown of a page is converted at once. First every kind looks at its lines and
registers the pieces of Markdown in it (`Reader.piece`); it gives back a function. When the pieces are converted, these
functions are called with the `Leaves` and make the blocks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.brackets import tell_plain
from elearn_builder.diagnostics import did_you_mean, error, join_words
from elearn_builder.directives import Directive, Text, cut
from elearn_builder.model import Block, Html, Prose
from elearn_builder.othernames import OTHERWISE
from elearn_builder.prose import Converter, unwrap
from elearn_builder.record import Record
from elearn_builder.source import Lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from elearn_builder.diagnostics import Report
    from elearn_builder.directives import Value
    from elearn_builder.markup import Page
    from elearn_builder.source import Span

    Build = Callable[["Leaves"], Block | None]

UNKNOWN_KIND = error(
    "S001",
    "an unknown kind of block",
    """
The word behind the colons names the kind of block, and there is none of this name. The help offers the nearest ones,
what other tools call so, or all there are; the reference of blocks explains them.
""",
)
UNKNOWN_KEY = error(
    "S004",
    "a key that this kind of block does not have",
    """
The keys in braces belong to the kind of block; this one would have no effect here.
""",
)
BAD_VALUE = error(
    "S006",
    "a key with a value that does not fit",
    """
The key takes another kind of value: a whole number, `true` or `false`, or one of a few words. The help says which.
""",
)
MISPLACED = error(
    "S009",
    "a block in a place where it means nothing",
    """
Some blocks only make sense inside another one: a `tab` inside `tabs`. And some take only certain blocks: `tabs` takes
`tab`s and nothing else.
""",
)
INCOMPLETE = error(
    "S010",
    "a block that lacks what it is made of",
    """
The block needs something that is not there: `steps` a numbered list, `timeline` and `cards` pairs of a line and a line
that begins with `:`, `figure` an image, `compare` two of them, `video` and `audio` a `src`.
""",
)
OPEN_HTML = error(
    "S012",
    "raw HTML that is not closed",
    """
A tag of raw HTML is opened and never closed, so it would take the following blocks with it. Close it, or better, say it
in Markdown.
""",
)
EMPTY = error(
    "S015",
    "a block with nothing in it",
    """
There is nothing between the beginning and the end of the block. Write its text, or delete it.
""",
)
DUPLICATE_ID = error(
    "S016",
    "two blocks with the same identifier",
    """
An identifier stands for one thing on a page: links lead to it, and for questions the learner's answers are stored under
it. Choose another word for one of the two.
""",
)
BAD_ID = error(
    "S018",
    "an identifier that cannot be used",
    """
An identifier is a word of small letters a-z, digits and hyphens that begins with a letter, at most 40 long:
`{#battery-first}`. It never changes once the course is published, whatever becomes of the wording.
""",
)

_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)(?:\s[^<>]*)?>")
_CODE = re.compile(r"`[^`\n]*`")
# A sign that begins a heading, a quotation, a list, a numbered list or a line across the page.
_BEGINS_BLOCK = re.compile(
    r"^([ \t]*\d{1,9}(?=[.)][ \t])|[ \t]*)([#>]|[-*+](?=[ \t])|(?<=\d)[.)]|[-*_](?=(?:[ \t]*[-*_]){2,}[ \t]*$))"
)
_VOID = {"br", "col", "hr", "img", "input", "wbr"}
TOO_DEEP = error(
    "S019",
    "something that is nested too deeply",
    """
Blocks inside blocks inside blocks, lists of lists of lists, quotes of quotes: nobody can follow that on a phone, and at
some depth no program can either. Blocks may stand inside each other ten deep. Most often the end of a block is missing
time and again, or a program has written the text.
""",
)

MAX_DEPTH = 10


class BlockKind(Record, frozen=True):
    """A kind of ``:::`` block.

    Attributes:
        name: The word behind the colons.
        summary: One line for the reference.
        read: Looks at the block's lines and gives the function that makes the block.
        keys: The keys it takes in braces, each with one line for the reference.
        inside: Kinds it must stand inside of; empty: anywhere.
    """

    name: str
    summary: str
    read: Callable[[Directive, Reader], Build]
    keys: Mapping[str, str]
    inside: tuple[str, ...] = ()


class Leaves:
    """The converted pieces of a page, made into leaves on demand."""

    def __init__(self, page: Page, pieces: list[Lines], htmls: list[str]) -> None:
        self._page = page
        self._pieces = pieces
        self._htmls = htmls

    def block(self, index: int, *, prose: bool = True) -> Html:
        """The leaf of a piece, with its paragraphs."""
        return self._page.leaf(self._htmls[index], self._pieces[index], prose=prose)

    def inline(self, index: int) -> Html:
        """The leaf of a piece, without the paragraph around it if it is just one."""
        return self._page.leaf(unwrap(self._htmls[index]), self._pieces[index])


class Reader:
    """Reads the blocks of one page.

    Args:
        page: Makes leaves and keeps account.
        kinds: All kinds of blocks and questions by name.
        objectives: Identifiers of the course's objectives.
        report: Gets what is wrong.
    """

    def __init__(
        self, page: Page, kinds: Mapping[str, BlockKind], objectives: Mapping[str, str], report: Report
    ) -> None:
        self.page = page
        self.kinds = kinds
        self.objectives = objectives
        self.report = report
        self.asides: list[Lines] = []  # text for trainers: checked, but no part of the page
        self._pieces: list[Lines] = []
        self._ids: dict[str, Span] = {}
        self._depth = 0  # how many blocks are open around what is read

    def piece(self, lines: Lines) -> int:
        """Register a piece of Markdown; its index asks `Leaves` for it later."""
        self._pieces.append(lines)
        return len(self._pieces) - 1

    def phrase(self, lines: Lines) -> int:
        """Register a title, an answer or a cell: Markdown within a line, in which “> 50 mg/kg” is no quotation."""
        first = lines.lines[0] if lines.lines else ""
        told = _BEGINS_BLOCK.sub(r"\1\\\2", first, count=1)
        return self.piece(lines if told == first else Lines(lines.file, lines.first, (told, *lines.lines[1:])))

    def blocks(self, lines: Lines, inside: str = "") -> list[Build]:
        """Read lines as a row of blocks; ``inside`` is the kind of the block around them."""
        builds: list[Build] = []
        for node in cut(lines, self.report):
            if isinstance(node, Text):
                builds.append(self._prose(self.piece(node.lines)))
            else:
                build = self._directive(node, inside)
                if build:
                    builds.append(build)
        return builds

    def _prose(self, index: int) -> Build:
        def build(leaves: Leaves) -> Block | None:
            html = leaves.block(index)
            return Prose(html) if html else None

        return build

    def _directive(self, node: Directive, inside: str) -> Build | None:
        if self._depth == MAX_DEPTH:
            cure = "close the blocks before it, or take it out of them"
            self.report.add(TOO_DEEP, node.span, f"this block stands inside {MAX_DEPTH} others", cure)
            return None
        self._depth += 1
        build = self._read(node, inside)
        self._depth -= 1
        return build

    def _read(self, node: Directive, inside: str) -> Build | None:
        kind = self.kinds.get(node.kind)
        if kind is None:
            if node.kind:
                cure = OTHERWISE.get(node.kind.lower()) or did_you_mean(node.kind, self.kinds)
                cure = cure or f"there are {join_words(sorted(self.kinds))}"
                self.report.add(UNKNOWN_KIND, node.kind_span, f"there is no kind of block `{node.kind}`", cure)
            self.identifier(node.id)  # links to it are right
            self.blocks(node.body, inside)  # the mistakes in it are still worth telling
            return None
        if kind.inside and inside not in kind.inside:
            message = f"`{kind.name}` stands only inside `{'` or `'.join(kind.inside)}`"
            self.report.add(MISPLACED, node.kind_span, message, f"put `::: {kind.inside[0]}` around it")
        for name, value in node.values.items():
            if name not in kind.keys:
                cure = did_you_mean(name, kind.keys) if kind.keys else "it takes no keys"
                if name == "id":
                    cure = f"write `#{value.text}`"
                self.report.add(UNKNOWN_KEY, value.span, f"`{kind.name}` has no key `{name}`", cure)
            elif name != "article":
                tell_plain(value.text, value.span, f"`{name}`", self.report)
        return kind.read(node, self)

    def convert(self, converter: Converter, builds: list[Build]) -> tuple[tuple[Block, ...], Html]:
        """Convert all pieces and make the blocks; also gives the footnotes."""
        pieces = [lines.text for lines in self._pieces]
        htmls, notes, guilty = converter.convert(pieces)
        for index, deep in guilty.items():
            refuse(self._pieces[index], self.page, self.report, deep=deep)
        leaves = Leaves(self.page, self._pieces, htmls)
        blocks = tuple(block for build in builds if (block := build(leaves)) is not None)
        return blocks, self._notes(notes)

    def _notes(self, notes: str) -> Html:
        if not notes:
            return Html("")
        definitions = next((lines for lines in self._pieces if "[^" in lines.text), self._pieces[0])
        return self.page.leaf(notes, definitions)

    # --- what kinds need ---

    def identifier(self, value: Value | None) -> str:
        """A block's identifier as an anchor, unique on the page; empty if it has none."""
        if value is None:
            return ""
        if not is_identifier(value.text):
            proposal = propose_identifier(value.text)
            cure = f"write `#{proposal}`" if proposal else "use small letters, digits and hyphens"
            self.report.add(BAD_ID, value.span, f"`{value.text}` cannot be an identifier", cure)
            return ""
        if value.text in self._ids:
            message = f"`{value.text}` is already used in line {self._ids[value.text].line}"
            self.report.add(DUPLICATE_ID, value.span, message, "choose another identifier")
        else:
            self._ids[value.text] = value.span
            if value.text not in self.page.anchors:
                self.page.anchors.append(value.text)
        return value.text

    def number(self, node: Directive, key: str, default: int, low: int, high: int) -> int:
        """A key that is a whole number within limits."""
        value = node.values.get(key)
        if value is None:
            return default
        if re.fullmatch("[0-9]{1,9}", value.text) and low <= int(value.text) <= high:
            return int(value.text)
        wanted = f"`{key}` is a whole number from {low} to {high}"
        self.report.add(BAD_VALUE, value.span, f"{wanted}, not `{value.text}`", "")
        return default

    def flag(self, node: Directive, key: str, *, default: bool) -> bool:
        """A key that is ``true`` or ``false``."""
        value = node.values.get(key)
        if value is None:
            return default
        if value.text in {"true", "false"}:
            return value.text == "true"
        self.report.add(BAD_VALUE, value.span, f"`{key}` is `true` or `false`, not `{value.text}`", "")
        return default

    def title(self, node: Directive) -> Callable[[Leaves], Html]:
        """The block's title as a leaf."""
        if not node.title:
            return lambda _: Html("")
        index = self.phrase(node.title_lines)
        return lambda leaves: leaves.inline(index)

    def empty(self, node: Directive) -> bool:
        """Report a block without content."""
        if node.body.blank:
            self.report.add(EMPTY, node.span, f"there is nothing in this `{node.kind}`", "write its text, or delete it")
            return True
        return False


def _open_tag(lines: Lines) -> Span:
    """The place of the first tag of raw HTML that is not closed."""
    text = _CODE.sub(lambda match: " " * len(match[0]), lines.text)
    opened: list[re.Match[str]] = []
    for tag in _TAG.finditer(text):
        if not tag[1] and tag[2].lower() not in _VOID:
            opened.append(tag)
        elif tag[1]:
            same = [index for index, other in enumerate(opened) if other[2].lower() == tag[2].lower()]
            del opened[same[-1] if same else len(opened) :]
    needle = opened[0][0].split("\n", maxsplit=1)[0] if opened else "<"
    return lines.find(needle, lines.text.count(needle, 0, opened[0].start()) if opened else 0)


def refuse(lines: Lines, page: Page, report: Report, *, deep: bool) -> None:
    """Report a piece that could not be converted: its HTML is not closed, or (``deep``) it is nested too deeply."""
    if deep:
        message = "lists, quotes, brackets or HTML are nested too deeply here"
        report.add(TOO_DEEP, lines.find(""), message, "write it with fewer levels")
    elif page.leaf(lines.text, lines):  # what is forbidden is reported there
        cure = "close the tag, or use Markdown"
        report.add(OPEN_HTML, _open_tag(lines), "raw HTML that begins here is not closed", cure)


def is_identifier(text: str) -> bool:
    """Whether a word can be an identifier."""
    return (
        0 < len(text) <= 40
        and text.isascii()
        and text.replace("-", "").isalnum()
        and text == text.lower()
        and text[0].isalpha()
        and not text.endswith("-")
        and "--" not in text
    )


def propose_identifier(text: str) -> str:
    """An identifier like a text, or an empty string when there is nothing to make it from."""
    from elearn_builder.media import fold

    words = fold(text).replace("_", "-").strip("-").split("-")
    proposal = ""
    for word in words:
        if len(proposal) + len(word) > 39:
            break
        proposal = f"{proposal}-{word}" if proposal else word
    return proposal if is_identifier(proposal) else ""
