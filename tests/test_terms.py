"""Glossary words in running text: which of several forms is meant, and what stays as it is."""

from __future__ import annotations

import re

import pytest

from elearn_builder import terms
from elearn_builder.model import Html, Term

GLOSSARY = tuple(
    Term(name, word, also, Html("Said."))
    for name, word, also in (
        ("na", "national authority", ()),
        ("dna", "designated national authority", ("DNA",)),
        ("pic", "PIC", ()),
        ("slip", "pic", ()),
        ("rd", "R&D", ()),
        ("yun", "越境转移", ()),
        ("zhuan", "转移", ()),
    )
)


def marked(html: str, waiting: set[str] | None = None) -> str:
    """The HTML with `[id:words]` where a word became a link."""
    text = re.sub(r"<[^<>]*>", " ", html).replace("&amp;", "&")
    out, found = terms.mark(html, text, GLOSSARY, {term.id for term in GLOSSARY} if waiting is None else waiting)
    linked = re.sub(r'<a class="ref ref-term" href="#e-term-(\w+)">(.*?)</a>', r"[\1:\2]", out, flags=re.DOTALL)
    assert [term.id for term in found] == re.findall(r"\[(\w+):", linked)
    return linked


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Ask the designated national authority.", "Ask the [dna:designated national authority]."),
        (
            "Designated national authority, national authority",
            "[dna:Designated national authority], [na:national authority]",
        ),
        ("A designated\nnational authority", "A [dna:designated\nnational authority]"),
        ("The DNA; dna is something else", "The [dna:DNA]; dna is something else"),
        ("PIC, a pic and a PIC", "[pic:PIC], a [slip:pic] and a PIC"),
        ("Pic", "[slip:Pic]"),
        ("<b>R&amp;D</b>", "<b>[rd:R&amp;D]</b>"),
        ("是越境转移的转移", "是[yun:越境转移]的[zhuan:转移]"),
        ("<a>PIC</a> <code>PIC</code> PIC-like", "<a>PIC</a> <code>PIC</code> PIC-like"),
        ('<i title="PIC">national <b>authority</b></i>', '<i title="PIC">national <b>authority</b></i>'),
    ],
)
def test_what_is_marked(html: str, expected: str) -> None:
    assert marked(html) == expected


def test_a_short_word_never_wins_within_a_longer_one_that_was_mentioned_before() -> None:
    again = "The designated national authority answers."
    assert marked(again, {"na"}) == again


def test_only_the_first_mention_is_marked() -> None:
    assert marked("national authority, national authority", {"na"}) == "[na:national authority], national authority"
