"""Markdown to HTML. The only module that imports Python-Markdown.

A page's pieces (paragraphs between blocks, titles, options, feedback) are converted in one go, so that references and
footnotes reach across them: they are joined with marker paragraphs and the HTML is cut at the markers again.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import InlineProcessor as InlineTree
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import AtomicString

from elearn_builder.brackets import REFERENCE, guard, unguard
from elearn_builder.lists import settle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown.extensions import Extension

# As classes: names would be looked up in everything that is installed.
EXTENSIONS: Mapping[str, type[Extension]] = MappingProxyType(
    {
        "abbr": AbbrExtension,
        "attr_list": AttrListExtension,
        "def_list": DefListExtension,
        "fenced_code": FencedCodeExtension,
        "footnotes": FootnoteExtension,
        "sane_lists": SaneListExtension,
        "tables": TableExtension,
    }
)
BLOCK_HTML = re.compile(
    r"^ {0,3}</?(?:address|article|aside|blockquote|details|div|dl|figure|footer|h[1-6]|header|hr|main|nav|ol|p|pre|"
    r"script|section|style|table|ul|iframe|form|video|audio|svg)\b",
    re.MULTILINE | re.IGNORECASE,
)
_MARK = re.compile("<p>\ue000(\\d+)\ue001</p>\n?")
# Quotes and lists (indented by `settle`) deeper than anybody writes. Python-Markdown looks at the stack to see whether
# quotes are too deep, and the result must not depend on that.
_DEEP = re.compile(r"^(?:[ \t]*(?:>[ \t]*){20}| {120,}(?:[-*+]|\d+\.)[ \t])", re.MULTILINE)
_MOST_OPEN = 100  # brackets in a paragraph; the time to find their ends grows with the square
_BRACKETS = re.compile(r"[\[\]]|(?<=\])\(|\)")
_MARKS = r"`*_\[\]<>&\\{}|\x00-\x1f\ue000-\ue005"  # what may mean more than itself
_WORDS = re.compile(rf"""["'“‘«(]?[^\W\d_](?:[^{_MARKS}]*[^\s{_MARKS}])?""")
_PRIVATE = re.compile("[\x02\x03\ue000-\ue005]")


class Converter:
    """Converts the pieces of one page after another. Building one is slow, converting is not; not thread-safe.

    Args:
        back_label: What the link from a footnote back to the text is called; ``{}`` is its number.
    """

    def __init__(self, back_label: str = "Back to the text of note {}") -> None:
        self._back = back_label
        self._plain = _machine(back_label, html=False)
        self._html: markdown.Markdown | None = None

    def convert(self, pieces: Sequence[str]) -> tuple[list[str], str, dict[int, bool]]:
        """Convert pieces of Markdown.

        Returns:
            HTML for each piece; the footnotes of all of them (empty if none); the indexes of pieces that cannot be
            converted: their raw HTML is not closed and so took the next pieces with it when all were converted at once,
            or (True) they are nested too deeply.
        """
        # An abbreviation that is defined in one piece changes the words of all.
        abbreviated = any("*[" in piece for piece in pieces)
        results = ["" if abbreviated else _plain(piece) for piece in pieces]
        marked = [index for index, html in enumerate(results) if not html]
        htmls, notes, guilty = self._convert([pieces[index] for index in marked])
        for index, html in zip(marked, htmls, strict=True):
            results[index] = html
        return results, notes, {marked[index]: deep for index, deep in guilty.items()}

    def _convert(self, pieces: Sequence[str]) -> tuple[list[str], str, dict[int, bool]]:
        if not pieces:
            return [], "", {}
        cleaned = [settle(guard(_PRIVATE.sub(" ", piece))) for piece in pieces]
        guilty = {index: True for index, piece in enumerate(cleaned) if _deep(piece)}
        for index in guilty:
            cleaned[index] = ""
        whole = "".join(f"\n\n\ue000{index}\ue001\n\n{piece}\n" for index, piece in enumerate(cleaned))
        if BLOCK_HTML.search(whole):
            if self._html is None:
                self._html = _machine(self._back, html=True)
            machine = self._html
        else:
            machine = self._plain
        try:
            parts = _cut(_run(machine, f"{whole}\n\n\ue000{len(cleaned)}\ue001\n"), len(cleaned))
        except RecursionError:
            parts = None
            machine = _machine(self._back, html=machine is self._html)
        if parts is not None:
            return [unguard(html) for html in parts[0]], unguard(parts[1]), guilty
        results, notes, more = self._one_by_one(machine, cleaned)
        return results, notes, guilty | more

    def _one_by_one(self, machine: markdown.Markdown, pieces: list[str]) -> tuple[list[str], str, dict[int, bool]]:
        results, notes, guilty = [], "", {}
        for index, piece in enumerate(pieces):
            try:
                parts = _cut(_run(machine, f"\ue0000\ue001\n\n{piece}\n\n\ue0001\ue001\n"), 1)
            except RecursionError:
                parts = None
                machine = _machine(self._back, html="html_block" in machine.preprocessors)
                guilty[index] = True
            if parts is None:
                guilty.setdefault(index, False)
                results.append("")
            else:
                results.append(unguard(parts[0][0]))
                notes += unguard(parts[1])
        return results, notes, guilty


def _deep(piece: str) -> bool:
    """Whether a piece is nested deeper than can be converted in good time."""
    if _DEEP.search(piece):
        return True
    if piece.count("[") <= _MOST_OPEN:
        return False
    for paragraph in re.split(r"\n[ \t]*\n", piece):
        depth = {"[": 0, "(": 0}
        for bracket in _BRACKETS.findall(paragraph):
            kind = "[" if bracket in "[]" else "("
            depth[kind] = depth[kind] + 1 if bracket == kind else max(0, depth[kind] - 1)
            if depth[kind] > _MOST_OPEN:
                return True
    return False


def _plain(piece: str) -> str:
    """HTML of a piece that is one line of words without any mark-up, as titles and answers mostly are; else empty."""
    return f"<p>{piece}</p>" if _WORDS.fullmatch(piece) else ""


def _run(machine: markdown.Markdown, text: str) -> str:
    machine.reset()
    return machine.convert(text)


def _cut(html: str, count: int) -> tuple[list[str], str] | None:
    """Cut HTML at the markers; None when one of the ``count + 1`` markers is not at the top level where it was put."""
    parts = _MARK.split(html)
    if parts[1::2] != [str(number) for number in range(count + 1)]:
        return None
    return [part.rstrip("\n") for part in parts[2:-1:2]], parts[-1].strip()


def unwrap(html: str) -> str:
    """HTML of a piece without its ``<p>`` when it is one plain paragraph."""
    if html.startswith("<p>") and html.endswith("</p>") and html.find("<p>", 3) < 0:
        return html[3:-4]
    return html


def _machine(back_label: str, *, html: bool) -> markdown.Markdown:
    settings: dict[str, dict[str, Any]] = {
        "footnotes": {"BACKLINK_TITLE": back_label},
        "tables": {"use_align_attribute": True},
    }
    extensions = [kind(**settings.get(name, {})) for name, kind in EXTENSIONS.items()]
    if html:
        from markdown.extensions.md_in_html import MarkdownInHtmlExtension  # few pages need it

        extensions.append(MarkdownInHtmlExtension())
    machine = _Machine(extensions=extensions, output_format="html")
    if not html:
        machine.preprocessors.deregister("html_block")
    machine.inlinePatterns.register(_Reference(_Reference.PATTERN, machine), "treaty_reference", 185)
    machine.parser.blockprocessors.register(_PlainBlock(machine.parser), "plain", 99)
    for name, priority, sign in (("footnote", 50, "[^"), ("footnote-duplicate", 15, "[^"), ("attr_list", 8, "{")):
        machine.treeprocessors.register(_OnlyWith(sign, machine.treeprocessors[name], machine), name, priority)
    machine.treeprocessors.register(_Unescape(machine), "unescape", 0)
    if hasattr(InlineTree, "_InlineProcessor__handleInline") and hasattr(InlineTree, "_InlineProcessor__applyPattern"):
        machine.treeprocessors.register(_QuickInline(machine), "inline", 20)
    return machine


class _Machine(markdown.Markdown):
    """Python-Markdown that keeps the text at hand and knows block-level tags without searching a list."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.source = ""
        self._block_level = frozenset(self.block_level_elements)

    def convert(self, source: str) -> str:
        self.source = source
        return super().convert(source)

    def is_block_level(self, tag: Any) -> bool:
        return tag in self._block_level


class _OnlyWith(Treeprocessor):
    """A step that is left out when the sign it looks for does not occur in the text."""

    def __init__(self, sign: str, step: Treeprocessor, machine: _Machine) -> None:
        super().__init__(machine)
        self._sign = sign
        self._step = step
        self._machine = machine

    def run(self, root: ET.Element) -> ET.Element | None:
        return self._step.run(root) if self._sign in self._machine.source else None


class _Unescape(UnescapeTreeprocessor):
    """The step that puts back what stood behind a backslash, left out when there is none. Others ask it for its ``RE``,
    so it cannot be wrapped.
    """

    def __init__(self, machine: _Machine) -> None:
        super().__init__(machine)
        self._machine = machine

    def run(self, root: ET.Element) -> None:
        if "\\" in self._machine.source:
            super().run(root)


class _PlainBlock(BlockProcessor):
    """A paragraph each line of which begins with a letter: no other kind of block does, so none is tried."""

    PATTERN = re.compile(r"(?:\ue000|[^\W\d_])[^\n|]*(?:\n[^\W\d_][^\n|]*)*")

    def test(self, parent: ET.Element, block: str) -> bool:  # noqa: ARG002 - their signature
        return self.PATTERN.fullmatch(block) is not None and "*[" not in block

    def run(self, parent: ET.Element, blocks: list[str]) -> bool | None:
        return self.parser.blockprocessors["paragraph"].run(parent, blocks)


class _Reference(InlineProcessor):
    """``[[kind:id]]`` and ``[[kind:id|own words]]``: a link with what was written, for `mentions` to resolve."""

    PATTERN = REFERENCE

    def handleMatch(  # type: ignore[override]  # noqa: N802 - their name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Any, int, int]:
        element = ET.Element("a")
        element.set("data-ref", m[1] + (m[2] or ""))
        if m[3] and m[3].strip():
            element.set("data-own", "1")
            element.text = m[3].strip()
        else:
            element.text = AtomicString("")
        return element, m.start(0), m.end(0)


# The character without which a pattern of Python-Markdown cannot match. A pattern that is not listed is always tried.
_TRIGGERS = {
    "backtick": "`",
    "escape": "\\",
    "treaty_reference": "[",
    "footnote": "[",
    "reference": "[",
    "link": "[",
    "image_link": "!",
    "image_reference": "!",
    "short_reference": "[",
    "short_image_ref": "!",
    "autolink": "<",
    "automail": "<",
    "linebreak": "\n",
    "html": "<",
    "entity": "&",
}


class _QuickInline(InlineTree):
    """Python-Markdown's inline step, without trying patterns whose first character does not occur in a text.

    Halves the time of a conversion. It overrides a private method, so `_machine` uses it only where that exists, and a
    test holds its output against that of the original on every page of every course.
    """

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        names = sorted(
            (
                (item.priority, item.name)
                for item in getattr(md.inlinePatterns, "_priority")  # noqa: B009 - there is no public way to the names
            ),
            reverse=True,
        )
        self._patterns = [(_TRIGGERS.get(name), md.inlinePatterns[name]) for _, name in names]
        self._special = re.compile("[" + re.escape("".join(sorted(set(_TRIGGERS.values())))) + "*_]")

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - their names
        if isinstance(data, AtomicString) or not self._special.search(data):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for index in range(patternIndex, len(self._patterns)):
            trigger, pattern = self._patterns[index]
            if trigger is None or trigger in data:
                start, matched = 0, True
                while matched:
                    data, matched, start = apply(pattern, data, index, start)
        return data
