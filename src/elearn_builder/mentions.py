"""References and glossary words in the text of a page: looked up, made tappable, and kept for the list at its end."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from elearn_builder import terms
from elearn_builder.diagnostics import did_you_mean, error
from elearn_builder.media import fold
from elearn_builder.model import Entry, Html
from elearn_builder.references import Problem, look_up, names

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
`[[term:PIC]]` points to an entry of glossary.yaml. Correct the word, or add the entry. A dash in place of the word,
`[[term:-|declaration]]`, keeps words from being taken for an entry; they stand behind a bar.
""",
)

# What the converter makes of a reference: whether words follow; what was written before the bar, and the bar.
REFERENCE = re.compile(r'( data-own="1")? data-ref="([^"]*)"')
_ANCHOR = re.compile(rf"<a{REFERENCE.pattern}>")
_WRITTEN = re.compile(r"\[\[([^\[\]\n|]{1,200}?)(?:\\?\|([^\[\]]*))?\]\]")
_PLAIN = re.compile(r"<a data-plain>(.*?)</a>", re.DOTALL)
_DASHES = frozenset("-–—")


class Mentions:
    """Makes references and glossary words of one page tappable.

    Attributes:
        entries: What a tap on them shows, by anchor, in the order of their first mention.
        waiting: Identifiers of glossary entries that have not been mentioned yet.
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
        self.waiting = {term.id for term in glossary if term.mark}

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
        if word in _DASHES:
            if not own:
                cure = f"write the word behind a bar: `[[term:{word}|declaration]]`"
                self._report.add(NO_TERM, where, "no word is left alone here", cure)
            return "<a data-plain>"
        for same in (str, terms.spelling, str.lower):  # as it is written first: `PIC` and `pic` may be two entries
            for term in self._glossary:
                if same(word) in map(same, (term.word, term.id, *term.also)):
                    self._enter(term)
                    self.waiting.discard(term.id)
                    return f'<a class="ref ref-term" href="#e-term-{term.id}">{shown}'
        if self._sound:
            known = did_you_mean(word, [term.word for term in self._glossary])
            message = f"the glossary has no entry `{word}`"
            self._report.add(NO_TERM, where, message, known or "add it to glossary.yaml")
        return f"<a>{shown}"

    def _enter(self, term: Term) -> None:
        anchor = f"e-term-{term.id}"
        self.entries.setdefault(anchor, Entry(anchor, "term", term.word, term.html))

    def mark_terms(self, html: str, text: str) -> str:
        """Make the first mention of each waiting glossary word tappable; ``text`` is what a reader sees of the HTML."""
        marked, found = terms.mark(html, text, self._glossary, self.waiting)
        for term in found:
            self._enter(term)
            self.waiting.remove(term.id)
        return marked

    @staticmethod
    def unwrap(html: str) -> str:
        """HTML without what kept words from being marked as glossary words."""
        return _PLAIN.sub(r"\1", html) if "data-plain" in html else html
