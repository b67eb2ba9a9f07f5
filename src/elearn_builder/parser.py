"""From a course's text to a `Course`: Markdown, blocks and questions are read here.

Each page is read on its own, so pages can be read by several processes. What a page needs to know of the rest
(`Surroundings`: pages, media, glossary, reference tables) is small and the same for all.
"""

from __future__ import annotations

import posixpath
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from elearn_builder import abbreviations, resources, scenarios, strings, wording
from elearn_builder.blocks import BLOCKS
from elearn_builder.diagnostics import Report
from elearn_builder.markup import Page, Surroundings, plain
from elearn_builder.media import fold
from elearn_builder.model import (
    Box,
    Course,
    Exam,
    Figure,
    Html,
    Lesson,
    MediaUse,
    Module,
    Question,
    Recording,
    Source,
    Step,
    Term,
)
from elearn_builder.passages import without_comments
from elearn_builder.prose import Converter, unwrap
from elearn_builder.questions import KINDS
from elearn_builder.questions.common import block_kind
from elearn_builder.reader import Reader, refuse
from elearn_builder.record import Record, replace
from elearn_builder.references import Tables, beside
from elearn_builder.references.tables import COLUMNS, NO_TABLE
from elearn_builder.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from elearn_builder.manuscript import CourseSource, PageSource, TermSource
    from elearn_builder.model import Block, NamedCode, WebLink

ALL_KINDS = MappingProxyType({**BLOCKS, **{name: block_kind(kind) for name, kind in KINDS.items()}})


class Context(Record, frozen=True):
    """What pages share while they are read; cheap to make again in another process."""

    around: Surroundings
    objectives: Mapping[str, str]
    converter: Converter
    glossary_media: tuple[str, ...] = ()
    abbreviations: frozenset[str] = frozenset()
    glossary_web: tuple[WebLink, ...] = ()
    glossary_named: tuple[NamedCode, ...] = ()
    glossary_shows: tuple[MediaUse, ...] = ()


def context(source: CourseSource, report: Report) -> Context:
    """Prepare for reading the pages of a course; reads the glossary."""
    words = strings.load(source.config.language)
    converter = Converter(words["footnote_back"])
    tables = _tables(source, words, report)
    bare = Surroundings(pages(source), source.media, tables, (), source.config.agreement, source.sound)
    account = Page(bare, "glossary", "glossary.yaml", report)
    glossary = tuple(_terms(source.glossary, account, converter))
    report.extend(tables.faults.diagnostics)
    around = replace(bare, glossary=glossary)
    glossed = {
        word for term in glossary if term.mark for form in (term.word, *term.also) for word in re.findall(r"\w+", form)
    }
    known = wording.load(source.config.language).abbreviations.union(source.config.checks.abbreviations, glossed)
    named = tuple(one for entry in source.glossary for one in beside.defined(entry.word, entry.definition))
    media, web = tuple(account.links.used), tuple(account.web)
    return Context(around, source.config.objectives, converter, media, known, web, named, _shows(account))


def reference_folder(root: Path) -> Path:
    """The reference tables for a course: a folder ``reference`` beside the course's own, else those that ship."""
    beside = root.resolve().parent / "reference"
    return beside if (beside / "treaties").is_dir() else resources.folder("reference")


def _tables(source: CourseSource, words: Mapping[str, str], report: Report) -> Tables:
    """The reference tables for a course; with a page on which all of them can be searched, all are read."""
    folder = reference_folder(source.root)
    beside = source.root.resolve().parent / "reference"
    shown = posixpath.normpath(f"{source.folder}/../reference")
    if folder != beside and any((beside / name).is_file() for name in COLUMNS):
        cure = "copy `treaties` from the tables that ship into it, or delete this folder"
        report.add(NO_TABLE, Span(shown), "this folder has no folder `treaties`, so none of its tables is used", cure)
    tables = Tables(folder, words, shown if folder == beside else "")
    if source.config.lookup:
        tables.read_all()
    return tables


def pages(source: CourseSource) -> Mapping[str, str]:
    """Pages that can be linked to: path from the course folder → identifier, empty for one that could not be read."""
    faulty = dict.fromkeys(source.faulty, "")
    return MappingProxyType(faulty | {page.path: page.id for page in source.pages})


def read_page(page: PageSource, shared: Context, report: Report) -> Lesson:
    """Read one lesson, scenario or the exam's page."""
    own = Report()
    body = without_comments(page.body)
    account = Page(shared.around, page.id, page.path, own)
    reader = Reader(account, ALL_KINDS, shared.objectives, own)
    builds = scenarios.read(body, reader) if page.scenario else reader.blocks(body)
    blocks, notes = reader.convert(shared.converter, builds)
    for aside in reader.asides:
        apart = Page(shared.around, page.id, page.path, own)
        inner = Reader(apart, ALL_KINDS, shared.objectives, own)
        inner.convert(shared.converter, inner.blocks(aside))
        account.web += apart.web
    if notes:
        blocks = (*blocks, Box("footnotes", "", Html(""), (_prose(notes),)))
    report.extend(own.diagnostics)
    report.extend(shared.around.tables.faults.diagnostics)
    config = page.config
    return Lesson(
        id=page.id,
        title=page.title,
        span=page.file.line(1),
        objectives=config.objectives,
        minutes=config.minutes,
        reviewed=config.reviewed,
        sources=tuple(Source(source.title, source.url, source.seen) for source in config.sources),
        blocks=blocks,
        questions=tuple(block for block in walk(blocks) if isinstance(block, Question)),
        headings=tuple(account.headings),
        anchors=tuple(account.anchors),
        links=tuple(account.uses),
        media=tuple(account.links.used),
        drawings=tuple(account.links.drawn),
        entries=tuple(account.mentions.entries.values()),
        words=account.words,
        sound=not own.failed,
        abbreviations=abbreviations.find(page.body, shared.abbreviations, apart=page.exam),
        web=tuple(account.web),
        named=beside.find(body, KINDS),
        shows=_shows(account),
    )


def assemble(source: CourseSource, shared: Context, lessons: Mapping[str, Lesson]) -> Course:
    """Put the read pages together."""
    modules = tuple(
        Module(config.title, tuple(lessons[page.id] for page in module))
        for config, module in zip(source.config.modules, source.modules, strict=True)
    )
    exam = None
    if source.exam:
        exam = Exam(source.exam[0], lessons[source.exam[2].id])
    settings = source.settings
    spans = {"course": settings.span("id"), "language": settings.span("language")}
    spans |= {name: settings.span(name) for name in ("title", "agreement")}
    spans |= {name: settings.span("theme", name) for name in ("accent", "accent_dark")}
    spans |= {
        f"changes.{number}.{index}": settings.span("changes", number, "lessons", index)
        for number, change in enumerate(source.config.changes)
        for index in range(len(change.lessons))
    }
    spans |= {f"objectives.{name}": settings.key_span("objectives", name) for name in source.config.objectives}
    spans |= {f"lookup.{name}": settings.span("lookup", name) for name in source.config.lookup}
    spans |= {f"lookup.{name}.key": settings.key_span("lookup", name) for name in source.config.lookup}
    spans |= {
        f"glossary.{number}.{index}": span
        for number, term in enumerate(source.glossary)
        for index, span in enumerate((term.span, *term.also_spans))
    }
    if source.exam and source.exam[1]:
        tree = source.exam[1]
        spans |= {f"draw.{name}": tree.span("draw", name) for name in source.exam[0].draw}
        spans["pretest"] = tree.span("pretest")
    return Course(
        folder=source.folder,
        config=source.config,
        modules=modules,
        exam=exam,
        glossary=shared.around.glossary,
        glossary_media=shared.glossary_media,
        media=source.media,
        spans=MappingProxyType(spans),
        sound=source.sound and all(lesson.sound for lesson in lessons.values()),
        reference=shared.around.tables.folder,
        tables=shared.around.tables.shown if shared.around.tables.own else "",
        glossary_web=shared.glossary_web,
        glossary_named=shared.glossary_named,
        glossary_shows=shared.glossary_shows,
    )


def parse(source: CourseSource, report: Report) -> Course:
    """Read all pages of a course, one after the other."""
    shared = context(source, report)
    return assemble(source, shared, {page.id: read_page(page, shared, report) for page in source.pages})


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks and the blocks inside them, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, Box | Figure | Recording | Question | Step):
            yield from walk(block.children)


def _shows(account: Page) -> tuple[MediaUse, ...]:
    return tuple(MediaUse(path, span) for path, span in account.links.places.items())


def _prose(html: Html) -> Block:
    from elearn_builder.model import Prose

    return Prose(html)


def _terms(entries: Sequence[TermSource], account: Page, converter: Converter) -> Iterator[Term]:
    if not entries:
        return
    htmls, _, guilty = converter.convert([entry.definition.text for entry in entries])
    for index, deep in guilty.items():
        refuse(entries[index].definition, account, account.report, deep=deep)
    used: set[str] = set()
    for entry, html in zip(entries, htmls, strict=True):
        base = fold(entry.word) or f"term-{len(used) + 1}"
        name, number = base, 2
        while name in used:
            name, number = f"{base}-{number}", number + 1
        used.add(name)
        yield Term(name, plain(entry.word), entry.also, account.leaf(unwrap(html), entry.definition), entry.mark)
