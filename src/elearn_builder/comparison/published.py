"""What learners' progress hangs on in a package: read from a SCORM package, ours or not, without trusting it.

Of packages of ours, the settings, pages, questions and steps are read from the files that the player reads; of others
only the manifest says anything.
"""

from __future__ import annotations

import re
from html import unescape
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec

from elearn_builder.conformance import document
from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from elearn_builder.conformance.archive import Contents
    from elearn_builder.conformance.document import Manifest
    from elearn_builder.diagnostics import Report

MOST_SCRIPT = 64 << 20  # bytes of a page, or of the exam with all its questions
MOST_PAGES = 3000  # more than any course has
EXAM = "exam"
T = TypeVar("T")
_QUESTION = re.compile(r'<section class="question" ([^<>]*)>')
_STEP = re.compile(r'<section class="step[^"<>]*"([^<>]*)>')
# What of an answer is no wording: its kind of field, its place, whether it is right, where it belongs.
_ANSWER = re.compile(r"<((?:div|li|input|select|option) [^<>]*)>")
_FIXED = ("data-index", "data-wanted", "data-reason", "type")
_ATTRIBUTE = re.compile(r'([a-z][a-z-]*)="([^"]*)"')


class PublishedPage(Record, frozen=True):
    """A page as `course.js` tells the player of it; ``questions`` are identifiers, a scenario's own among them."""

    id: str
    title: str = ""
    kind: str = "lesson"
    module: str = ""
    questions: tuple[str, ...] = ()
    scenario: bool = False


class PublishedCourse(Record, frozen=True, rename="camel"):
    """`course.js`, as far as progress hangs on it. Shares (``pass_mark``, ``threshold``) are 0 to 1; ``sco`` are the
    pages of each SCO; ``state_size`` is in characters, 0 in packages that do not say it.
    """

    id: str
    title: str
    version: str
    build: int
    pages: tuple[PublishedPage, ...]
    sco: tuple[tuple[str, ...], ...]
    key_bits: Annotated[int, msgspec.Meta(ge=1, le=31)]
    salt: dict[str, str]
    objectives: dict[str, str]
    pass_mark: float = 0.8
    threshold: float = 1.0
    lesson_done: str = "seen"
    order: str = "free"
    exam_open: bool = True
    status: str = ""
    on_exit: str = "suspend"
    state_size: int = 0


class PublishedExam(Record, frozen=True):
    """The exam's settings; ``minutes`` 0: no limit, ``attempts`` 0: as often as one likes."""

    draw: dict[str, int]
    attempts: int = 0
    minutes: int = 0
    pretest: int = 0


class PublishedQuestion(Record, frozen=True):
    """A question as it stands on its page; ``sig`` changes when its answers change, ``pool``: the exam can draw it.
    ``shape`` is known of these: its answers without their words, in no order.
    """

    id: str
    kind: str
    sig: str
    points: str
    objective: str
    text: str
    pool: bool
    shape: tuple[str, ...] = ()


class Launch(Record, frozen=True):
    """An item of the manifest that launches something: what an LMS keeps results under."""

    id: str
    title: str
    href: str
    mastery: str


class Published(Record, frozen=True):
    """A package as learners have it. ``course`` is None for a package that another tool has made; ``steps`` are the
    identifiers of the steps of each scenario.
    """

    shown: str
    identifier: str
    edition: str
    launches: tuple[Launch, ...]
    course: PublishedCourse | None = None
    exam: PublishedExam | None = None
    questions: Mapping[str, PublishedQuestion] = MappingProxyType({})
    steps: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def read(contents: Contents, report: Report) -> Published | None:
    """Read a package; None (with P findings) when it has no manifest that can be read."""
    paths = frozenset(contents.paths)
    manifest = document.read(contents, paths, report)
    if manifest is None:
        return None
    bare = Published(
        shown=contents.shown,
        identifier=manifest.root.get("identifier") or "",
        edition=manifest.edition,
        launches=tuple(_launches(manifest)),
    )
    course = _decoded(_call(_text(contents, paths, "course.js"), "define"), PublishedCourse)
    if course is None or len(course.sco) != len(bare.launches) or len(course.pages) > MOST_PAGES:
        return bare
    return _ours(bare, course, contents, paths)


def _ours(bare: Published, course: PublishedCourse, contents: Contents, paths: frozenset[str]) -> Published:
    questions: dict[str, PublishedQuestion] = {}
    steps = {}
    for page in {page.id: page for page in course.pages}.values():
        html = _text(contents, paths, f"{page.id}.html") if page.kind == "lesson" else ""
        questions |= {one.id: one for one in _questions(html, pool=False)}
        if page.scenario:
            steps[page.id] = tuple(_attributes(tag).get("data-id", "") for tag in _STEP.findall(html))
    exam = None
    if any(page.kind == EXAM for page in course.pages):
        written = _call(_text(contents, paths, f"{EXAM}.js"), EXAM)
        exam = _decoded(written, PublishedExam)
        asked = _decoded(written, _Pool)
        for entry in asked.questions if asked else ():
            questions |= {one.id: one for one in _questions(entry.html, pool=True)}
    return Published(
        shown=bare.shown,
        identifier=bare.identifier,
        edition=bare.edition,
        launches=bare.launches,
        course=course,
        exam=exam,
        questions=MappingProxyType(questions),
        steps=MappingProxyType(steps),
    )


class _PoolEntry(Record, frozen=True):
    html: str


class _Pool(Record, frozen=True):
    questions: tuple[_PoolEntry, ...] = ()


def _launches(manifest: Manifest) -> Iterator[Launch]:
    resources = {one.get("identifier"): one for one in manifest.own("resource")}
    mastery = manifest.name("adlcp", "masteryscore")
    for item in manifest.own("item"):
        resource = resources.get(item.get("identifierref"))
        if resource is not None:
            href = resource.get("href") or ""
            title = item.findtext(manifest.name("cp", "title")) or ""
            yield Launch(item.get("identifier") or "", title.strip(), href, (item.findtext(mastery) or "").strip())


def _text(contents: Contents, paths: frozenset[str], path: str) -> str:
    data = contents.read(path, MOST_SCRIPT) if path in paths else None
    return data.decode("utf-8", "replace") if data else ""


def _call(script: str, name: str) -> str:
    """The argument of a call that the builder wrote at the head of a script, as JSON; empty when there is none."""
    line = script.partition("\n")[0]
    before, after = f"elearn.{name}(", ");"
    return line[len(before) : -len(after)] if line.startswith(before) and line.endswith(after) else ""


def _decoded(written: str, shape: type[T]) -> T | None:
    """JSON in the shape that the builder gives it; None for anything else, however it is nested."""
    try:
        return msgspec.json.decode(written, type=shape)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def _questions(html: str, *, pool: bool) -> Iterator[PublishedQuestion]:
    for tag in _QUESTION.findall(html):
        found = _attributes(tag)
        wanted: dict[str, Any] = {
            name: found.get(f"data-{name}", "") for name in ("id", "kind", "sig", "points", "objective", "text")
        }
        yield PublishedQuestion(**wanted, pool=pool, shape=_shape(html) if pool else ())


def _shape(html: str) -> tuple[str, ...]:
    """The answers of a question, which is all of the HTML, without their words."""
    answers = []
    for tag in _ANSWER.findall(html):
        found = _attributes(tag)
        fixed = [f"{name}={found[name]}" for name in _FIXED if name in found]
        if fixed or tag.startswith("option "):
            answers.append(" ".join([tag.partition(" ")[0], *fixed, *(["right"] if " data-right" in tag else [])]))
    return tuple(sorted(answers))


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
