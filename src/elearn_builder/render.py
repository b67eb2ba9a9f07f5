"""From pages to HTML. The only module that imports Jinja.

Each lesson is rendered on its own, so that lessons can be rendered by several processes; what they share is in the
`Renderer`, which is cheap to make again elsewhere.
"""

from __future__ import annotations

import re
import zlib
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import Environment, FileSystemLoader, ModuleLoader, StrictUndefined
from markupsafe import Markup

from elearn_builder import branching, resources, strings, typography
from elearn_builder.model import Box, Figure, Html, Pairs, Prose, Question, Recording, Step
from elearn_builder.questions import KINDS
from elearn_builder.templating import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, MutableMapping, Sequence
    from datetime import date
    from pathlib import Path

    from jinja2 import Template

    from elearn_builder.config import CourseConfig
    from elearn_builder.model import Block, Lesson, Picture, Term

OWN_TEMPLATE = {
    *(
        "law",
        "case",
        "details",
        "tabs",
        "tab",
        "steps",
        "columns",
        "column",
        "objectives",
        "slot",
        "footnotes",
    ),
    *("timeline", "cards", "figure", "compare", "video", "audio"),
}
RESULTS = {"good": "right", "fair": "partly", "bad": "wrong"}  # of an ending, as words of the player
MARKS = {"warning": "warning", "danger": "danger", "summary": "remember"}


class _Templates(FileSystemLoader):
    """Templates as the package's build compiled them; those that have changed since are compiled now.

    Compiling what a course needs takes as long as reading ten lessons.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._compiled = ModuleLoader(resources.folder("scorm") / "vendor" / "compiled")

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - as Jinja calls it
    ) -> Template:
        if resources.compiled(f"templates/{name}", jinja2.__version__):
            return self._compiled.load(environment, name, globals)
        return super().load(environment, name, globals)


def _environment() -> Environment:
    loader = _Templates(resources.folder("templates"))
    return Environment(loader=loader, undefined=StrictUndefined, **SETTINGS)  # noqa: S701 - it escapes: see SETTINGS


def document(name: str, **values: Any) -> str:
    """A page that belongs to no course, from a template below ``templates/``."""
    return _environment().get_template(name).render(values)


class Renderer:
    """Renders pages of one course.

    Args:
        config: The course's settings.
        page_files: Identifiers and titles of the pages one goes through, in order.
    """

    def __init__(self, config: CourseConfig) -> None:
        self.config = config
        self.words = strings.load(config.language)
        self.said = {**self.words, **strings.forms(config.language)}
        self.direction = strings.direction(config.language)
        self._environment = _environment()
        self._environment.globals |= {
            "words": SimpleNamespace(**self.words),  # `words.name` finds an attribute at once
            "course": config,
            "language": config.language,
            "direction": self.direction,
            "foreign": config.language.split("-")[0] != "en",
            "show": self.block,
            "mark": _mark,
            "picture": self._picture,
            "date": self.date,
            "counted": self.counted,
            "number": self.number,
            "apart": _apart,
            "question_kinds": frozenset(KINDS),
        }
        self._goals: tuple[str, ...] = ()

    def _render(self, name: str, **values: Any) -> Html:
        return Html(self._environment.get_template(name).render(values))

    def _whole(self, name: str, **values: Any) -> Html:
        """What is put into a page as it is: with codes and figures kept in one line."""
        return Html(typography.keep(self._render(name, **values), self.config.language))

    # --- pages ---

    def lesson(self, page: Lesson, module: str) -> str:
        """The article of a lesson or scenario."""
        goals = self.goals(page)
        self._goals = goals
        listed = any(isinstance(block, Box) and block.kind == "objectives" for block in page.blocks)
        shown = {"page": page, "module": module, "facts": self._facts(page), "goals": () if listed else goals}
        if page.steps:
            shown |= _graph(page.steps)
        return self._whole("scenario.html.j2" if page.steps else "lesson.html.j2", **shown)

    def exam(self, page: Lesson) -> str:
        """The article of the exam: its introduction; the player puts the paper below it."""
        return self._whole("exam.html.j2", page=page, title=page.title or self.words["exam"])

    def glossary(self, terms: Sequence[Term]) -> str:
        """The article of the glossary page."""
        ordered = sorted(terms, key=lambda term: strings.order(self.config.language, term.word))
        return self._whole("glossary.html.j2", terms=ordered)

    def jobaids(self, blocks: Sequence[Block]) -> str:
        """The article that collects the pocket cards."""
        return self._whole("jobaids.html.j2", blocks=blocks)

    def lookup(self, agreements: Sequence[Any]) -> str:
        """The article that says what each agreement asks for; the player puts the search above it."""
        return self._whole("lookup.html.j2", agreements=agreements)

    def contents(self, groups: Iterable[tuple[str, Sequence[Any]]]) -> str:
        """The article of the table of contents, for readers without script."""
        return self._render("contents.html.j2", groups=list(groups))

    def shell(self, article: str, values: Mapping[str, Any]) -> str:
        """A whole page around an article; ``values``: id, title, kind, before, after, index, critical, styles."""
        return self._render("page.html.j2", article=Html(article), sprite=_sprite(), **values)

    def goals(self, page: Lesson) -> tuple[str, ...]:
        """What a lesson's objectives say."""
        return tuple(self.config.objectives[name] for name in page.objectives if name in self.config.objectives)

    def _facts(self, page: Lesson) -> list[str]:
        facts = []
        if page.minutes:
            facts.append(self.counted("minutes", page.minutes))
        if page.reviewed:
            facts.append(self.words["reviewed"].format(self.date(page.reviewed)))
        return facts

    def date(self, day: date) -> str:
        """A date in the course's language."""
        return strings.day(self.config.language, day)

    def counted(self, name: str, number: int) -> str:
        """A text with a number, in the form that fits it."""
        return strings.counted(self.config.language, name, number)

    def number(self, value: int) -> str:
        """A number in the digits of the course's language."""
        return strings.number(self.config.language, value)

    # --- blocks ---

    def block(self, block: Block) -> Html:
        """The HTML of a block with all that is inside it."""
        match block:
            case Prose():
                return block.html
            case Question():
                return self.question(block)
            case Box() | Figure() | Recording():
                inside = Html("\n".join(self.block(child) for child in block.children))
                name = block.kind if block.kind in OWN_TEMPLATE else "box"
                return self._render(f"blocks/{name}.html.j2", block=block, inside=inside, goals=self._goals)
            case Pairs():
                return self._render(f"blocks/{block.kind}.html.j2", block=block)
            case Step():
                return Html("\n".join(self.block(child) for child in block.children))

    def asked(self, question: Question) -> Html:
        """The HTML of a question that the player puts into the exam."""
        return Html(typography.keep(self.question(question), self.config.language))

    def question(self, question: Question) -> Html:
        """The HTML of a question: a form that native controls answer."""
        kind = KINDS[question.kind]
        answer = question.answer
        answers = self._render(
            f"questions/{question.kind}.html.j2", question=question, answer=answer, **kind.present(answer)
        )
        inside = Html("\n".join(self.block(child) for child in question.children))
        return self._render(
            "questions/question.html.j2",
            question=question,
            answers=answers,
            inside=inside,
            data=kind.data(answer),
            sig=signature(question),
        )

    def _picture(self, picture: Picture) -> Html:
        return self._render("blocks/picture.html.j2", picture=picture)


def signature(question: Question) -> int:
    """Eight bits that change when the answers of a question change, so that old answers are not put to new words."""
    kind = KINDS[question.kind]
    several = ["several"] if ("multiple", "true") in kind.data(question.answer) else []  # kept in another form than one
    texts = "\0".join((question.kind, *kind.texts(question.answer), *several))
    return zlib.crc32(texts.encode()) & 0xFF


def _graph(steps: Sequence[Step]) -> dict[str, Any]:
    """What the page of a scenario says about its graph."""
    return {
        "titles": {step.id: step.title for step in steps},
        "keys": branching.step_keys(steps),
        "prospects": branching.prospects(steps),
        "most": branching.most_points(steps),
        "longest": branching.longest_way(steps),
        "results": RESULTS,
    }


@cache
def _sprite() -> Html:
    """The marks of the interface, to be referred to from a page."""
    return Html(re.sub(r">\s+<", "><", resources.text("templates/sprite.svg")))


def _apart(text: str) -> Markup:
    """A text that stands in another one, kept apart from its direction."""
    return Markup("<bdi>{}</bdi>").format(text)


def _mark(kind: str) -> Html:
    return Html(f'<svg class="mark" aria-hidden="true"><use href="#i-{MARKS.get(kind, kind)}"/></svg>')
