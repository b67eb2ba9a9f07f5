"""A rendered course: pages, scripts, styles and media by path, the same for every target.

What differs between targets (the driver, the manifest, which pages make a SCO) is added by `targets`.
"""

from __future__ import annotations

import hashlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from elearn_builder import capacity, keys, lookup, player, strings
from elearn_builder.captions import to_webvtt
from elearn_builder.model import Box, Html
from elearn_builder.parser import walk
from elearn_builder.questions import KINDS, scripts
from elearn_builder.record import Record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from elearn_builder.model import Course, Lesson
    from elearn_builder.render import Renderer


class SitePage(Record, frozen=True):
    """A page of the site. ``kind`` is ``lesson``, ``exam``, ``lookup``, ``glossary`` or ``jobaids``; ``media`` are
    paths in the package; ``questions`` the identifiers of the questions that are answered on it; ``scenario``: a lesson
    that is a case of steps; ``needs`` the parts of the player (`player.needs`).
    """

    id: str
    title: str
    kind: str
    module: str
    minutes: int
    objectives: tuple[str, ...]
    questions: tuple[str, ...]
    media: tuple[str, ...]
    scenario: bool = False
    needs: tuple[str, ...] = ()

    @property
    def html(self) -> str:
        """The page as a file."""
        return f"{self.id}.html"

    @property
    def script(self) -> str:
        """The same page as the player loads it."""
        return f"{self.id}.js"


class Sco(Record, frozen=True):
    """What an LMS launches: an identifier (``course`` or that of its page), a title, the page it begins with."""

    id: str
    title: str
    launch: str
    pages: tuple[SitePage, ...]


class Site(Record, frozen=True):
    """A rendered course.

    Attributes:
        course: What was rendered.
        pages: All pages, in order: lessons, exam, extras.
        files: Contents by path inside the package; media are paths on disk until the package is written.
        description: What the player is told about the course, without what depends on the target.
        parts: Parts of the player that the first page needs, each behind those that it builds on; they come with it.
    """

    course: Course
    pages: tuple[SitePage, ...]
    files: Mapping[str, bytes | Path]
    description: Mapping[str, Any]
    parts: tuple[str, ...]

    def scos(self, units: str) -> tuple[Sco, ...]:
        """The SCOs: one for the course, or (``lesson``) one for each lesson and the exam."""
        own = tuple(page for page in self.pages if page.kind in {"lesson", "exam"})
        if units == "course":
            return (Sco("course", self.course.config.title, "index.html", own),)
        return tuple(Sco(page.id, page.title, page.html, (page,)) for page in own)

    def course_script(self, scos: Sequence[Sco], **extra: Any) -> bytes:
        """`course.js`: what the course is, for one target."""
        told = dict(self.description) | {
            "sco": [[page.id for page in sco.pages] for sco in scos],
            "units": len(scos),
            "stateSize": self._state_size(scos),
            **extra,
        }
        return player.javascript("define", told).encode()

    def _state_size(self, scos: Sequence[Sco]) -> int:
        """The most characters that are remembered of a learner in any SCO; for those who compare packages."""
        units = "course" if len(scos) == 1 else "lesson"
        return max(size.total for _, size in capacity.state_sizes(self.course, units))


def build_site(
    course: Course, renderer: Renderer, articles: Mapping[str, str], made: dict[str, Any] | None = None
) -> Site:
    """Put rendered articles together to a site.

    Args:
        course: The course.
        renderer: Makes the pages around the articles and those that no lesson has.
        articles: HTML of each lesson (and of the exam), by page.
        made: Files of pages that were made before with the same renderer; those that still hold are taken from it, new
            ones are put in. For who builds the same course again and again.
    """
    rendered = dict(articles)
    pages = [_lesson_page(course, lesson, module.title) for module in course.modules for lesson in module.lessons]
    if course.exam:
        pages.append(_exam_page(course, renderer.words["exam"]))
    pages += _extras(course, renderer, rendered)
    files: dict[str, bytes | Path] = {}
    first = pages[0].needs  # comes with the player and its style
    pages = [replace(page, needs=tuple(name for name in page.needs if name not in first)) for page in pages]
    for number, page in enumerate(pages):
        beside = _beside(pages, number)
        exam = (course.exam, capacity.exam_pool(course)) if page.kind == "exam" else ()  # questions of other pages too
        basis = (page, rendered[page.id], beside, exam)
        if made is not None:
            if page.id not in made or made[page.id][0] != basis:
                made[page.id] = basis, _page_files(course, page, renderer, rendered[page.id], beside)
            files |= made[page.id][1]
        else:
            files |= _page_files(course, page, renderer, rendered[page.id], beside)
    files["index.html"] = _html(pages[0], renderer, rendered[pages[0].id], _beside(pages, 0), index=True)
    files["contents.html"] = _contents(renderer, pages)
    files["style.css"] = player.style(course.config.theme, _named(first, ".css")).encode()
    files |= _parts(course, renderer, pages)
    files |= _media(course, pages)
    return Site(
        course=course,
        pages=tuple(pages),
        files=MappingProxyType(files),
        description=MappingProxyType(_description(course, renderer, pages, files, _named(first, ".js"))),
        parts=_named(first, ".js"),
    )


def _lesson_page(course: Course, lesson: Lesson, module: str) -> SitePage:
    return SitePage(
        id=lesson.id,
        title=lesson.title,
        kind="lesson",
        module=module,
        minutes=lesson.minutes,
        objectives=lesson.objectives,
        questions=capacity.answered(lesson),
        media=tuple(course.media[path].packaged for path in lesson.media),
        scenario=bool(lesson.steps),
        needs=player.needs((one.kind for one in lesson.questions), "lesson", scenario=bool(lesson.steps)),
    )


def _named(needs: Iterable[str], ending: str) -> tuple[str, ...]:
    """Parts that a page needs with a script or a style, by name."""
    return tuple(name.removesuffix(ending) for name in needs if name.endswith(ending))


def _parts(course: Course, renderer: Renderer, pages: Sequence[SitePage]) -> dict[str, bytes]:
    """The parts of the player that do not come with it, each with its words."""
    needed = dict.fromkeys(name for page in pages for name in page.needs)
    names, styles = _named(needed, ".js"), _named(needed, ".css")
    asked = [name for name in player.ASKED_FOR if name != "certificate" or course.config.certificate]
    words = {**renderer.said, "months": strings.months(course.config.language)}
    texts = {}
    for name in (*names, *asked):
        after = scripts([name]) if name in KINDS else ("fields",) if name == "finder" else ()
        after = tuple(one for one in after if one != name and one in names)
        data = lookup.data(course, renderer.said) if name == "finder" else ""
        texts[f"{name}.js"] = player.part(name, words, after=after, data=data)
    texts |= {f"{name}.css": player.part_style(name) for name in (*styles, *asked)}
    return {f"parts/{name}": text.encode() for name, text in texts.items()}


def _exam_page(course: Course, title: str) -> SitePage:
    assert course.exam is not None
    page = course.exam.page
    drawn = course.lessons if course.exam.config.pool == "course" else ()
    media = {path: None for one in (page, *drawn) for path in one.media}
    return SitePage(
        id=page.id,
        title=page.title or title,
        kind="exam",
        module="",
        minutes=page.minutes,
        objectives=(),
        questions=tuple(question.id for question in page.questions),
        media=tuple(course.media[path].packaged for path in media),
        needs=player.needs((one.kind for one in capacity.exam_pool(course)), "exam"),
    )


def _extras(course: Course, renderer: Renderer, rendered: dict[str, str]) -> list[SitePage]:
    """The lookup of agreements, the glossary and pocket cards, where there are any."""
    extras = []
    if course.config.lookup:
        rendered["lookup"] = renderer.lookup(lookup.agreements(course, renderer.words))
        extras.append(
            SitePage("lookup", renderer.words["lookup"], "lookup", "", 0, (), (), (), needs=player.needs((), "lookup"))
        )
    if course.glossary:
        rendered["glossary"] = renderer.glossary(course.glossary)
        media = tuple(course.media[path].packaged for path in course.glossary_media)
        extras.append(SitePage("glossary", renderer.words["glossary"], "glossary", "", 0, (), (), media))
    cards = [
        (block, lesson)
        for lesson in course.lessons
        for block in walk(lesson.blocks)
        if isinstance(block, Box) and block.kind == "jobaid"
    ]
    if cards:
        rendered["jobaids"] = renderer.jobaids([block for block, _ in cards])
        media = tuple({course.media[path].packaged: None for _, lesson in cards for path in lesson.media})
        extras.append(SitePage("jobaids", renderer.words["jobaids"], "jobaids", "", 0, (), (), media))
    return extras


def _beside(pages: Sequence[SitePage], number: int) -> tuple[SitePage | None, SitePage | None]:
    """The pages before and after one on the way through the course; extras are not on it."""
    path = {"lesson", "exam"}
    if pages[number].kind not in path:
        return None, None
    before = pages[number - 1] if number else None
    after = pages[number + 1] if number + 1 < len(pages) else None
    return before, after if after and after.kind in path else None


def _page_files(
    course: Course,
    page: SitePage,
    renderer: Renderer,
    article: str,
    beside: tuple[SitePage | None, SitePage | None],
) -> dict[str, bytes]:
    script = player.javascript("page", page.id, article)
    if page.kind == "exam":
        bundle = "exam-pretest" if course.exam and course.exam.config.pretest else "exam"
        definition = player.javascript("exam", _exam_definition(course, renderer))
        script = definition + player.part("exam", renderer.said, bundle=bundle) + script
    return {page.html: _html(page, renderer, article, beside), page.script: script.encode()}


def _html(
    page: SitePage,
    renderer: Renderer,
    article: str,
    beside: tuple[SitePage | None, SitePage | None],
    *,
    index: bool = False,
) -> bytes:
    values = {
        "id": page.id,
        "title": page.title,
        "kind": page.kind,
        "before": beside[0],
        "after": beside[1],
        "index": index,
        "critical": Html(player.first_style(renderer.config.theme)) if index else "",
        "styles": _named(page.needs, ".css"),
    }
    return renderer.shell(article, values).encode()


def _contents(renderer: Renderer, pages: Sequence[SitePage]) -> bytes:
    groups: list[tuple[str, list[SitePage]]] = []
    for page in pages:
        if not groups or groups[-1][0] != page.module:
            groups.append((page.module, []))
        groups[-1][1].append(page)
    values = {
        "id": pages[0].id,
        "title": renderer.words["contents"],
        "kind": "contents",
        "before": None,
        "after": pages[0],
        "index": False,
        "critical": "",
        "styles": (),
    }
    return renderer.shell(renderer.contents(groups), values).encode()


def _exam_definition(course: Course, renderer: Renderer) -> dict[str, Any]:
    assert course.exam is not None
    config = course.exam.config
    return {
        "draw": dict(config.draw),
        "attempts": config.attempts,
        "minutes": config.time_limit,
        "shuffle": config.shuffle,
        "pretest": config.pretest,
        "questions": [
            {"id": one.id, "objective": one.objective, "html": renderer.asked(one)}
            for one in capacity.exam_pool(course)
        ],
    }


def _media(course: Course, pages: Iterable[SitePage]) -> dict[str, bytes | Path]:
    wanted = {path for page in pages for path in page.media}
    found: dict[str, bytes | Path] = {}
    for media in course.media.values():
        if media.packaged in wanted:
            captions = media.packaged.endswith(".vtt")
            found[media.packaged] = to_webvtt(media.file.read_bytes()) if captions else media.file
    return found


def _description(
    course: Course,
    renderer: Renderer,
    pages: Sequence[SitePage],
    files: Mapping[str, bytes | Path],
    parts: Sequence[str],
) -> dict[str, Any]:
    config = course.config
    names = capacity.names(course)
    bits = keys.key_bits(len(names))
    exam = course.exam.config if course.exam else None
    mark = exam.pass_mark if exam and exam.pass_mark is not None else config.pass_mark
    status = config.delivery.status
    if status == "auto":
        status = "passed-incomplete" if exam else "completed-incomplete"
    digest = hashlib.sha256()
    for path in sorted(files):
        content = files[path]
        digest.update(path.encode() + b"\0" + (content if isinstance(content, bytes) else b""))
    return {
        "id": config.id,
        "title": config.title,
        "version": config.version,
        "build": int.from_bytes(digest.digest()[:3], "big"),
        "language": config.language,
        "words": player.player_words(renderer.said.items(), parts, pretest=bool(exam and exam.pretest)),
        "plurals": [list(rule) for rule in strings.plurals(config.language).items()],
        "digits": strings.digits(config.language),
        "objectives": dict(config.objectives),
        "pages": [
            {
                "id": page.id,
                "title": page.title,
                "kind": page.kind,
                "module": page.module,
                "minutes": page.minutes,
                "objectives": list(page.objectives),
                "questions": list(page.questions),
                **({"scenario": True} if page.scenario else {}),
                **({"needs": list(page.needs)} if page.needs else {}),
            }
            for page in pages
        ],
        "keyBits": bits,
        "salt": keys.salts(names, bits),
        "passMark": mark / 100,
        "threshold": config.completion.threshold / 100,
        "lessonDone": config.completion.lesson,
        "order": config.delivery.order,
        "examOpen": config.delivery.exam == "open",
        "hasExam": exam is not None,
        "certificate": config.certificate,
        "changes": [{"version": one.version, "text": one.text, "lessons": list(one.lessons)} for one in config.changes],
        "status": status,
        "onExit": config.delivery.on_exit,
    }
