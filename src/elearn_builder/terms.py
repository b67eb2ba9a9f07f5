"""Words of the glossary in running text: which are found, and where."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from elearn_builder.model import Term

_KEPT = re.compile(r"<(a|code|pre|h[1-6]|button|abbr|summary|dt|th|q|cite)\b(?:(?!<\1\b).)*?</\1>|<[^<>]*>", re.DOTALL)
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def spelling(form: str) -> str:
    """What a form is compared by: abbreviations as they are written, words also at the start of a sentence."""
    form = " ".join(form.split())
    return form if form.isupper() else form.lower()


def mark(html: str, text: str, glossary: Sequence[Term], waiting: Container[str]) -> tuple[str, list[Term]]:
    """Link the first mention of each waiting word to its entry, outside of links, code and headings.

    Where forms overlap the longest one is meant: within "designated national authority" there is no mention of an
    "authority", whether or not the longer word waits itself.

    Args:
        html: A piece of a page.
        text: Its text as a reader sees it, in which forms are looked for before the HTML is searched.
        glossary: All entries of the course.
        waiting: Identifiers of those that the page has not mentioned yet.

    Returns:
        The HTML with its links, and the entries they lead to.
    """
    exact = escape(" ".join(text.split()), quote=False)
    lowered = exact.lower()
    forms = [
        (spelled, term)
        for term in glossary
        for spelled in _spellings(term.word, *term.also)
        if spelled in (exact if spelled.isupper() else lowered)
    ]
    if not any(term.id in waiting for _, term in forms):
        return html, []
    forms.sort(key=lambda one: (-len(one[0]), not one[0].isupper()))
    pattern = _finder(tuple(form for form, _ in forms))
    found: list[Term] = []

    def link(match: re.Match[str]) -> str:
        term = forms[(match.lastindex or 1) - 1][1]
        if term.id not in waiting or term in found:
            return match[0]
        found.append(term)
        return f'<a class="ref ref-term" href="#e-term-{term.id}">{match[0]}</a>'

    pieces, position = [], 0
    for kept in _KEPT.finditer(html):
        pieces += [pattern.sub(link, html[position : kept.start()]), kept[0]]
        position = kept.end()
    return "".join([*pieces, pattern.sub(link, html[position:])]), found


@lru_cache(maxsize=4096)  # each piece of each page asks for all of them
def _spellings(*forms: str) -> tuple[str, ...]:
    """What is looked for in HTML, each once."""
    return tuple({spelling(escape(form, quote=False)): None for form in forms})


@lru_cache(maxsize=4096)
def _finder(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of some forms, each in a group of its own."""
    return re.compile("|".join(f"({_bounded(form)})" for form in forms))


def _bounded(form: str) -> str:
    """The pattern of a whole word; Chinese and Japanese are written without gaps between words."""
    before = "" if _UNSPACED.match(form[0]) else r"(?<![\w-])"
    after = "" if _UNSPACED.match(form[-1]) else r"(?![\w-])"
    words = r"\s+".join(re.escape(word) for word in form.split())
    return f"{before}(?{'' if form.isupper() else 'i'}:{words}){after}"
