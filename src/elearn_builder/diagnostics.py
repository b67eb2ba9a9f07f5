"""An author's mistake is a value: coded, placed, with its cure.

Nothing here prints, raises or decides an exit code: stages add to a `Report`, doors show it.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from elearn_builder.source import Span


class Severity(IntEnum):
    """How bad a finding is. An error stops a build; a warning stops it under ``--strict``; a note never does."""

    NOTE = 0
    WARNING = 1
    ERROR = 2

    @property
    def word(self) -> str:
        """The severity as it is printed."""
        return self.name.lower()


class Code(Record, frozen=True):
    """One kind of mistake.

    Attributes:
        id: A letter for the family (see ``FAMILIES``) and a number; never reused.
        severity: How bad it is.
        title: What is wrong, in general: the headline of its manual page.
        manual: The manual page for `elearn explain`, in Markdown: why it matters, how to cure it.
    """

    id: str
    severity: Severity
    title: str
    manual: str


FAMILIES = {
    "C": "configuration",
    "S": "syntax",
    "Q": "questions",
    "L": "links and files",
    "A": "accessibility",
    "R": "references to treaties and codes",
    "F": "freshness",
    "T": "teaching",
    "N": "language and punctuation",
    "P": "packages",
    "B": "bandwidth",
    "U": "uploads",
}


def error(id: str, title: str, manual: str) -> Code:  # noqa: A002 - the word of the trade
    """A code that stops a build."""
    return Code(id, Severity.ERROR, title, manual.strip())


def warning(id: str, title: str, manual: str) -> Code:  # noqa: A002
    """A code that stops a build only under ``--strict``."""
    return Code(id, Severity.WARNING, title, manual.strip())


def note(id: str, title: str, manual: str) -> Code:  # noqa: A002
    """A code that never stops anything: what it tells may be different tomorrow."""
    return Code(id, Severity.NOTE, title, manual.strip())


class Edit(Record, frozen=True):
    """A change of one place in an author's file: ``text`` takes the place of what stands there.

    ``text`` is None where the whole line goes, with its line end. The line that the span carries says what the file
    must still hold for the change to be made.
    """

    span: Span
    text: str | None


class Diagnostic(Record, frozen=True):
    """One finding: the code, the place, this very mistake (``message``) and its cure (``help``).

    Attributes:
        fixes: Changes that cure it and cannot do harm, made together by `elearn check --fix`.
        excuse: Why the author lets it stand; empty for a finding that counts.
    """

    code: Code
    span: Span
    message: str
    help: str = ""
    fixes: tuple[Edit, ...] = ()
    excuse: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: file, place, code."""
        return (self.span.path, self.span.line, self.span.col, self.code.id, self.message)


class Report:
    """Collects findings. Stages get one and add to it; it never raises and never prints."""

    def __init__(self) -> None:
        self._found: dict[Diagnostic, None] = {}
        self._places: set[tuple[str, Span]] = set()

    def add(self, code: Code, span: Span, message: str, help: str = "", *fixes: Edit) -> None:  # noqa: A002
        """Add one finding; the same finding at the same place counts once."""
        self._found[Diagnostic(code, span, message, help, fixes)] = None
        self._places.add((code.id, span))

    def tells(self, code: Code, span: Span) -> bool:
        """Whether there is a finding of this kind at this place, added here."""
        return (code.id, span) in self._places

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Take over findings of another report, for instance of a worker."""
        for diagnostic in diagnostics:
            self._found[diagnostic] = None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All findings, sorted by file and place."""
        return tuple(sorted(self._found, key=lambda diagnostic: diagnostic.order))

    @property
    def failed(self) -> bool:
        """Whether there is an error among the findings."""
        return any(diagnostic.code.severity is Severity.ERROR for diagnostic in self._found)

    def __len__(self) -> int:
        return len(self._found)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known words, or lists them when none is near and they are few."""
    from difflib import get_close_matches  # only mistakes need it

    names = sorted(set(known))
    near = get_close_matches(word.lower(), [name.lower() for name in names], n=3, cutoff=0.6)
    hits = [name for name in names if name.lower() in near]
    hits.sort(key=lambda name: near.index(name.lower()))
    if hits:
        return f"did you mean {join_words([f'`{name}`' for name in hits], 'or')}?"
    if 0 < len(names) <= 24:
        return f"known are {join_words([f'`{name}`' for name in names])}"
    return ""


def join_words(words: list[str], last: str = "and") -> str:
    """Words as an English enumeration: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
