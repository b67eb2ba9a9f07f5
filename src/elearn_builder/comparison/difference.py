"""What a comparison of two packages gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from elearn_builder.diagnostics import Diagnostic
from elearn_builder.record import Record
from elearn_builder.source import Span

if TYPE_CHECKING:
    from elearn_builder.comparison.published import Published
    from elearn_builder.diagnostics import Code

Effect = Literal["lost", "changed", "kept"]
EFFECTS: tuple[Effect, ...] = ("lost", "changed", "kept")


class Difference(Record, frozen=True):
    """One thing that is different: what it means for learners in progress, what it is about (``page``, ``question``,
    ``exam`` …) and its identifier. ``code`` is None where nothing is lost or judged otherwise.
    """

    effect: Effect
    about: str
    id: str
    message: str
    help: str = ""
    code: Code | None = None


class Comparison(Record, frozen=True):
    """Two packages of a course. ``pages`` and ``questions`` count what keeps its progress."""

    old: Published
    new: Published
    differences: tuple[Difference, ...]
    pages: int = 0
    questions: int = 0

    @property
    def manifests_only(self) -> bool:
        """Whether one of the packages is not ours, so that nothing but the manifest could be compared."""
        return self.old.course is None or self.new.course is None

    @property
    def loses(self) -> bool:
        """Whether learners in progress lose something."""
        return any(one.effect == "lost" for one in self.differences)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is lost or judged otherwise, as findings about the new package."""
        where = Span(self.new.shown)
        return tuple(Diagnostic(one.code, where, one.message, one.help) for one in self.differences if one.code)
