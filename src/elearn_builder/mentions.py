"""References and glossary words in the text of a page: looked up, made tappable, and kept for the list at its end."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import did_you_mean, error
from elearn_builder.media import fold
from elearn_builder.model import Entry, Html
from elearn_builder.references import Problem, look_up, names
from elearn_builder.wording import unspaced

if TYPE_CHECKING:
    from collections import Counter

    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Term
    from elearn_builder.references import Tables
    from elearn_builder.source import Lines, Span

NO_TERM = error(
    "R010",
    "a word that the glossary does not have",
    """
`[[term:PIC]]` points to an entry of glossary.yaml. Correct the word, or add the entry.
""",
)

# What the converter makes of a reference: whether words follow; what was written before the bar, and the bar.
REFERENCE = re.compile(r'( data-own="1")? data-ref="([^"]*)"')
_ANCHOR = re.compile(rf"<a{REFERENCE.pattern}>")
_WRITTEN = re.compile(r"\[\[([^\[\]\n|]{1,200}?)(?:\\?\|([^\[\]]*))?\]\]")
_NO_TERMS = re.compile(
    r"<(a|code|pre|h[1-6]|button|abbr|summary|dt|th|q|cite)\b(?:(?!<\1\b).)*?</\1>|<[^<>]*>", re.DOTALL
)


class Mentions:
    """Makes references and glossary words of one page tappable.

    Attributes:
        entries: What a tap on them shows, by anchor, in the order of their first mention.
        waiting: Glossary words that have not been mentioned yet.
    """

    def __init__(
        self, tables: Tables, glossary: tuple[Term, ...], agreement: str | None, report: Report, *, sound: bool
    ) -> None:
        self.entries: dict[str, Entry] = {}
        self._tables = tables
        self._glossary = glossary
        self._agreement = agreement
        self._report = report
        self._sound = sound
        self.waiting = {term.word: term for term in glossary}

    def reference(self, written: str, lines: Lines, seen: Counter[str], *, own: bool) -> str:
        """The opening tag of a reference and, unless the author has words of his own, what it is called.

        Args:
            written: Kind and identifier, and the bar if there is one, as written.
            lines: The author's lines, to place findings.
            seen: How often each reference was met in them.
            own: Whether own words follow.
        """
        needle = f"[[{written}" if written.endswith("|") else f"[[{written}]]"
        where = lines.find(needle, seen[needle])
        if needle not in where.excerpt:  # a key of a block names it without brackets
            where = lines.find(written)
        seen[needle] += 1
        written = written.removesuffix("|").removesuffix("\\")
        kind, _, identifier = written.partition(":")
        if kind.strip() == "term":
            return self._term(identifier.strip(), where, own=own)
        found = look_up(written, self._tables, self._agreement)
        if isinstance(found, Problem):
            if not found.told:
                self._report.add(found.code, where, found.message, found.help, *found.fixes(where, identifier.strip()))
            return "<a>" if own else f"<a>{escape(identifier or written)}"
        if doubt := names.compare(found, where.excerpt[: where.col - 1], self._tables):
            self._report.add(doubt.code, where, doubt.message, doubt.help)
        anchor = f"e-{found.kind}-{fold(found.id)}"
        if anchor not in self.entries:
            says = Html(escape(found.says))
            self.entries[anchor] = Entry(anchor, found.kind, found.label, says, found.address, found.verified)
        if own:
            return f'<a class="ref" href="#{anchor}">'
        kind = "code" if found.code else "law"
        return f'<a class="ref ref-{kind}" href="#{anchor}"><bdi>{escape(found.label)}</bdi>'

    def named(self, html: str) -> str:
        """HTML of the converter with what references are called in it, for headings."""
        return _ANCHOR.sub(lambda match: "" if match[1] else escape(self._called(unescape(match[2]))), html)

    def named_in(self, line: str) -> str:
        """A line of Markdown with what references are called, or the author's own words, in their places."""
        return _WRITTEN.sub(lambda match: match[2] or self._called(match[1]), line) if "[[" in line else line

    def _called(self, written: str) -> str:
        written = written.removesuffix("|").removesuffix("\\")
        kind, _, identifier = written.partition(":")
        found = None if kind.strip() == "term" else look_up(written, self._tables, self._agreement)
        return identifier.strip() if found is None or isinstance(found, Problem) else found.label

    def _term(self, word: str, where: Span, *, own: bool) -> str:
        shown = "" if own else escape(word)
        lowered = word.lower()
        for term in self._glossary:
            if lowered == term.word.lower() or lowered == term.id or lowered in (other.lower() for other in term.also):
                self._enter(term)
                self.waiting.pop(term.word, None)
                return f'<a class="ref ref-term" href="#e-term-{term.id}">{shown}'
        if self._sound:
            known = did_you_mean(word, [term.word for term in self._glossary])
            message = f"the glossary has no entry `{word}`"
            self._report.add(NO_TERM, where, message, known or "add it to glossary.yaml")
        return f"<a>{shown}"

    def _enter(self, term: Term) -> None:
        anchor = f"e-term-{term.id}"
        self.entries.setdefault(anchor, Entry(anchor, "term", term.word, term.html))

    def mark_terms(self, html: str, lowered: str) -> str:
        """Make the first mention of each waiting glossary word tappable, outside of links, code and headings."""
        for word, term in list(self.waiting.items()):
            for form in (term.word, *term.also):
                if form.lower() not in lowered:
                    continue
                marked = _first_outside(html, _finder(form), term.id)
                if marked is not None:
                    html = marked
                    self._enter(term)
                    del self.waiting[word]
                    break
        return html


@lru_cache(maxsize=4096)
def _finder(form: str) -> re.Pattern[str]:
    """Finds a word as a whole; Chinese and Japanese are written without gaps between words. Abbreviations are found as
    they are written, words also at the start of a sentence.
    """
    before = "" if unspaced(form[0]) else r"(?<![\w-])"
    after = "" if unspaced(form[-1]) else r"(?![\w-])"
    return re.compile(f"{before}{re.escape(escape(form, quote=False))}{after}", 0 if form.isupper() else re.IGNORECASE)


def _first_outside(html: str, pattern: re.Pattern[str], term: str) -> str | None:
    """HTML with the first match outside of tags and elements that stay as they are wrapped in a link to the term."""
    position = 0
    for barrier in _NO_TERMS.finditer(html):
        found = pattern.search(html, position, barrier.start())
        if found:
            break
        position = barrier.end()
    else:
        found = pattern.search(html, position)
    if not found:
        return None
    link = f'<a class="ref ref-term" href="#e-term-{term}">{found[0]}</a>'
    return html[: found.start()] + link + html[found.end() :]
