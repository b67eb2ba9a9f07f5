"""Words of the glossary in running text: which are found, and where."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from elearn_builder.wording import unspaced

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from elearn_builder.model import Term

_KEPT = re.compile(r"<(a|code|pre|h[1-6]|button|abbr|summary|dt|th|q|cite)\b(?:(?!<\1\b).)*?</\1>|<[^<>]*>", re.DOTALL)


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
    mentions = sorted(
        (match.start(), rank, match.end())
        for rank, (form, _) in enumerate(forms)
        for match in _finder(form).finditer(html)
    )
    if not any(forms[rank][1].id in waiting for _, rank, _ in mentions):
        return html, []
    kept = [match.span() for match in _KEPT.finditer(html)]
    found: list[Term] = []
    pieces, position, reached = [], 0, 0
    for start, rank, end in mentions:
        while kept and kept[0][1] <= start:
            del kept[0]
        if start < reached or (kept and kept[0][0] < end):
            continue
        reached, term = end, forms[rank][1]
        if term.id in waiting and term not in found:
            found.append(term)
            pieces += [html[position:start], f'<a class="ref ref-term" href="#e-term-{term.id}">{html[start:end]}</a>']
            position = end
    return "".join([*pieces, html[position:]]), found


@lru_cache(maxsize=4096)  # each piece of each page asks for all of them
def _spellings(*forms: str) -> tuple[str, ...]:
    """What is looked for in HTML, each once."""
    return tuple({spelling(escape(form, quote=False)): None for form in forms})


@lru_cache(maxsize=4096)
def _finder(form: str) -> re.Pattern[str]:
    """Finds a form as a whole word; Chinese and Japanese are written without gaps between words.

    It begins with a set of signs, since such a pattern is searched for many times faster than any other.
    """
    exact = form.isupper()
    first = form[0] if exact else "".join(sorted({form[0], *form[0].upper()[:1]}))
    before = "" if unspaced(form) else r"(?<![\w-].)"
    after = "" if unspaced(form[-1]) else r"(?![\w-])"
    words = r"\s+".join(re.escape(word) for word in form[1:].split())
    gap = r"\s+" if form[1:2] == " " else ""
    return re.compile(f"[{re.escape(first)}]{before}(?{'' if exact else 'i'}:{gap}{words}){after}")
