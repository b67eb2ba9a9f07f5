"""Markdown to HTML. The only module that imports Python-Markdown.

A page's pieces (paragraphs between blocks, titles, options, feedback) are converted in one go, so that references and
footnotes reach across them: they are joined with marker paragraphs and the HTML is cut at the markers again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import InlineProcessor as InlineTree
from markdown.util import AtomicString

from elearn_builder.lists import settle

if TYPE_CHECKING:
    from collections.abc import Sequence

EXTENSIONS = ["abbr", "attr_list", "def_list", "fenced_code", "footnotes", "sane_lists", "tables"]
BLOCK_HTML = re.compile(
    r"^ {0,3}</?(?:address|article|aside|blockquote|details|div|dl|figure|footer|h[1-6]|header|hr|main|nav|ol|p|pre|"
    r"script|section|style|table|ul|iframe|form|video|audio|svg)\b",
    re.MULTILINE | re.IGNORECASE,
)
_MARK = re.compile("<p>\ue000(\\d+)\ue001</p>\n?")
_PRIVATE = re.compile("[\x02\x03\ue000-\ue003]")


class Converter:
    """Converts the pieces of one page after another. Building one is slow, converting is not; not thread-safe.

    Args:
        back_label: What the link from a footnote back to the text is called; ``{}`` is its number.
    """

    def __init__(self, back_label: str = "Back to the text of note {}") -> None:
        self._back = back_label
        self._plain = _machine(back_label, html=False)
        self._html: markdown.Markdown | None = None

    def convert(self, pieces: Sequence[str]) -> tuple[list[str], str, list[int]]:
        """Convert pieces of Markdown.

        Returns:
            HTML for each piece; the footnotes of all of them (empty if none); the indexes of pieces whose raw HTML is
            not closed and so took the next pieces with it when all were converted at once.
        """
        cleaned = [settle(_PRIVATE.sub(" ", piece)) for piece in pieces]
        whole = "".join(f"\n\n\ue000{index}\ue001\n\n{piece}\n" for index, piece in enumerate(cleaned))
        if BLOCK_HTML.search(whole):
            if self._html is None:
                self._html = _machine(self._back, html=True)
            machine = self._html
        else:
            machine = self._plain
        parts = _cut(_run(machine, f"{whole}\n\n\ue000{len(cleaned)}\ue001\n"), len(cleaned))
        if parts is not None:
            return parts[0], parts[1], []
        return self._one_by_one(machine, cleaned)

    def _one_by_one(self, machine: markdown.Markdown, pieces: list[str]) -> tuple[list[str], str, list[int]]:
        results, notes, guilty = [], "", []
        for index, piece in enumerate(pieces):
            parts = _cut(_run(machine, f"\ue0000\ue001\n\n{piece}\n\n\ue0001\ue001\n"), 1)
            if parts is None:
                guilty.append(index)
                results.append("")
            else:
                results.append(parts[0][0])
                notes += parts[1]
        return results, notes, guilty


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
    machine = markdown.Markdown(
        extensions=[*EXTENSIONS, "md_in_html"] if html else EXTENSIONS,
        extension_configs={
            "footnotes": {"BACKLINK_TITLE": back_label},
            "tables": {"use_align_attribute": True},
        },
        output_format="html",
    )
    if not html:
        machine.preprocessors.deregister("html_block")
    machine.inlinePatterns.register(_Reference(_Reference.PATTERN, machine), "treaty_reference", 185)
    if hasattr(InlineTree, "_InlineProcessor__handleInline") and hasattr(InlineTree, "_InlineProcessor__applyPattern"):
        machine.treeprocessors.register(_QuickInline(machine), "inline", 20)
    return machine


class _Reference(InlineProcessor):
    """``[[kind:id]]``: left as an empty link with what was written, for `markup` to resolve."""

    PATTERN = r"\[\[([^\[\]\n]{1,200})\]\]"

    def handleMatch(  # type: ignore[override]  # noqa: N802 - their name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Any, int, int]:
        element = ET.Element("a")
        element.set("data-ref", m[1])
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
