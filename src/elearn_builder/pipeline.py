"""The way from course folders to packages. `build` is the function to read first.

Pages are read and rendered by several processes, packages are assembled, verified and written by several processes;
what comes out is the same with any number of them.
"""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from elearn_builder import capacity, conformance, ignores, linkcheck, parser, passages, processes, readability, rules
from elearn_builder.conformance.archive import PackageContents
from elearn_builder.diagnostics import Diagnostic, Report, Severity
from elearn_builder.inspection import CheckedPage
from elearn_builder.package import Staging, Written
from elearn_builder.record import Record
from elearn_builder.render import Renderer
from elearn_builder.site import Site, build_site
from elearn_builder.suite import load_all
from elearn_builder.targets import GATHERINGS, TARGETS
from elearn_builder.targets.target import Member

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from elearn_builder.diagnostics import Code
    from elearn_builder.linkcheck.asking import Web
    from elearn_builder.manuscript import CourseSource, PageSource
    from elearn_builder.model import Course, Lesson
    from elearn_builder.processes import Progress

FEW = 40  # pages; below, starting another process costs more than it saves
CHUNK = 16


class Checked(Record, frozen=True):
    """A course that was checked and rendered, for who wants to know more of it than its findings.

    Attributes:
        course: The course as it was read.
        files: The files of its package for the first of its targets; None when an error is in the way.
        states: The greatest size of a learner's state in characters, by target.
        ease: How easily its lessons are read, by identifier; those that cannot be judged are left out.
    """

    course: Course
    files: Mapping[str, bytes | Path] | None
    states: Mapping[str, int]
    ease: Mapping[str, int]


class Result(Record, frozen=True):
    """What a run found and wrote; ``ignored`` are findings that authors let stand, each with its excuse."""

    diagnostics: tuple[Diagnostic, ...]
    written: tuple[Written, ...] = ()
    ignored: tuple[Diagnostic, ...] = ()
    checked: tuple[Checked, ...] = ()


def build(
    roots: Sequence[tuple[Path, str]],
    targets: Sequence[str],
    output: Path,
    *,
    workers: int = 1,
    strict: bool = False,
    progress: Progress | None = None,
    title: str = "",
) -> Result:
    """Build packages of courses, all of them or none.

    Args:
        roots: Course folders, each with how it is shown to the author.
        targets: Names of targets; empty: those that each course asks for.
        output: The folder for packages; made if it is not there.
        workers: How many processes may work at once.
        strict: Warnings stop the build like errors.
        progress: Told the stage and how much of it is done.
        title: What a target that gathers all courses calls the whole; empty: as it is called by itself.

    Returns:
        All findings; the packages, or none when something stopped the build. What was in ``output`` before is then
        untouched.

    Raises:
        OSError: The output cannot be written.
    """
    report = Report()
    tell = progress or (lambda *_: None)
    sources = load_all(roots, report)
    courses = read_courses(sources, report, workers, tell, render=True)
    for course, _ in courses:
        rules.check(course, report)
    rules.check_suite([course for course, _ in courses], report)
    wanted, gathered = _jobs([course for course, _ in courses], targets, report)
    jobs = list(dict.fromkeys([*wanted, *(job for parts in gathered.values() for job in parts)]))
    sizes = [state_size(courses[number][0], name, report) for number, name in jobs]
    report, ignored = settle(sources, report, rules.ASLEEP)
    if report.failed or (strict and len(report)) or not jobs:
        return Result(report.diagnostics, (), ignored)
    sites = [build_site(course, Renderer(course.config), articles) for course, articles in courses]
    with Staging(output) as staging:
        beside = workers > len(jobs)
        task = partial(_package, sites=sites, staging=staging, beside=beside)
        outcomes = processes.spread(task, jobs, workers, tell, "packages")
        made: dict[tuple[int, str], Written] = {}
        for (path, size, digest, findings), (number, name), state in zip(outcomes, jobs, sizes, strict=True):
            report.extend(findings)
            limit = TARGETS[name].state_limit
            made[number, name] = Written(sites[number].course.id, name, path, size, digest, state, limit)
        if report.failed:
            return Result(report.diagnostics, (), ignored)
        written = [made[job] for job in wanted]
        for done, (name, parts) in enumerate(gathered.items()):
            tell("suite", done, len(gathered))
            members = [_member(sites[number], target, staging) for number, target in parts]
            package = GATHERINGS[name].gather(members, title)
            path, size, digest = staging.write(package)
            # The learner's state that comes nearest to what is kept of it stands for all.
            fullest = max((made[job] for job in parts), key=lambda one: one.state / one.state_limit)
            state, limit = fullest.state, fullest.state_limit
            written.append(Written(package.name, name, path, size, digest, state, limit))
            tell("suite", done + 1, len(gathered))
        staging.publish([one.path.name for one in written])
    return Result(report.diagnostics, tuple(written), ignored)


def check(
    roots: Sequence[tuple[Path, str]],
    *,
    workers: int = 1,
    today: date | None = None,
    web: Web | None = None,
    progress: Progress | None = None,
    render: bool = False,
) -> Result:
    """Check courses without building them; reports all that `build` would, but for faults of the builder itself.

    Given the day, it also reports what has become too old, and what is hard to read, for which a build does not wait;
    given the web, addresses that lead nowhere: a build says the same on any day. With ``render`` the courses come with
    the result, see `Checked`.
    """
    report = Report()
    tell = progress or (lambda *_: None)
    sources = load_all(roots, report)
    courses = read_courses(sources, report, workers, tell, today=today, render=render)
    states: list[dict[str, int]] = []
    for course, _ in courses:
        rules.check(course, report)
        states.append({name: state_size(course, name, report) for name in dict.fromkeys(course.config.targets)})
    read = [course for course, _ in courses]
    rules.check_suite(read, report)
    if web:
        linkcheck.check(list(zip(sources, read, strict=True)), web, report, tell)
    report, ignored = settle(sources, report, () if today else rules.ASLEEP)
    checked = []
    for source, (course, articles), sizes in zip(sources, courses, states, strict=True) if render else ():
        files = None if _broken(course, report) else _files(course, articles)
        checked.append(Checked(course, files, MappingProxyType(dict(sizes)), MappingProxyType(_ease(source))))
    return Result(report.diagnostics, (), ignored, tuple(checked))


def _broken(course: Course, report: Report) -> bool:
    """Whether there is an error in a course."""
    own = f"{course.folder}/"
    errors = [one for one in report.diagnostics if one.code.severity is Severity.ERROR]
    return not course.sound or any(one.span.path.startswith(own) or course.folder == "." for one in errors)


def _files(course: Course, articles: Mapping[str, str]) -> Mapping[str, bytes | Path]:
    site = build_site(course, Renderer(course.config), articles)
    return TARGETS[course.config.targets[0]].assemble(site).files


def _ease(source: CourseSource) -> dict[str, int]:
    read = {page.id: readability.read(passages.of(page.body), source.config.language) for page in source.pages}
    return {name: one.ease for name, one in read.items() if one}


def settle(
    sources: Sequence[CourseSource], report: Report, asleep: Collection[str]
) -> tuple[Report, tuple[Diagnostic, ...]]:
    """Part the findings that count from those that authors let stand; ``asleep`` are codes that nobody looked for."""
    # What servers say is different from day to day: what an ignore of it hides may be back tomorrow.
    return ignores.apply(sources, report, _catalogue, {*asleep, *linkcheck.ONLINE})


def _catalogue() -> Mapping[str, Code]:
    from elearn_builder.catalogue import CATALOGUE  # it loads all modules that there are

    return CATALOGUE


def state_size(course: Course, target: str, report: Report) -> int:
    """The greatest size of a learner's state in characters; the plain web knows one SCO only."""
    units = course.config.delivery.units if TARGETS[target].edition else "course"
    return capacity.check(course, target, TARGETS[target].state_limit, units, report)


# --- reading pages ----------------------------------------------------------------------------------------------------


def read_courses(
    sources: Sequence[CourseSource],
    report: Report,
    workers: int,
    progress: Progress,
    *,
    render: bool,
    today: date | None = None,
) -> list[tuple[Course, dict[str, str]]]:
    """Parse the pages of courses and, if asked to, render them.

    Returns:
        Each course with the HTML of its pages by identifier (empty without ``render``).
    """
    jobs = [(number, start) for number, source in enumerate(sources) for start in range(0, len(source.pages), CHUNK)]
    read = _Reading(sources, today, render=render)
    contexts = [read.prepare(number, report)[0] for number in range(len(sources))]
    pages = sum(len(source.pages) for source in sources)
    lessons: list[dict[str, Lesson]] = [{} for _ in sources]
    articles: list[dict[str, str]] = [{} for _ in sources]
    for job, found in zip(
        jobs, processes.spread(read, jobs, workers if pages >= FEW else 1, progress, "pages"), strict=True
    ):
        for lesson, article, findings in found:
            report.extend(findings)
            lessons[job[0]][lesson.id] = lesson
            if render:
                articles[job[0]][lesson.id] = article
    courses = []
    for number, source in enumerate(sources):
        courses.append((parser.assemble(source, contexts[number], lessons[number]), articles[number]))
    return courses


def read_page(
    page: PageSource,
    source: CourseSource,
    shared: parser.Context,
    renderer: Renderer | None,
    module: str,
    *,
    today: date | None = None,
) -> tuple[Lesson, str, tuple[Diagnostic, ...]]:
    """Parse, check and (with a renderer) render one page; ``module`` is the title of the module it stands in.

    Returns:
        The page, its article as HTML (empty without a renderer), what is wrong with it.
    """
    report = Report()
    lesson = parser.read_page(page, shared, report)
    rules.check_page(CheckedPage(lesson, page, source.config, source.media, shared.around.tables, today), report)
    article = ""
    if renderer:
        exam = source.exam is not None and source.exam[2] is page
        article = renderer.exam(lesson) if exam else renderer.lesson(lesson, module)
    return lesson, article, report.diagnostics


class _Reading:
    """Reads, checks (and renders) pages in chunks.

    What it needs for a course is made once, and in other processes again where they cannot inherit it.
    """

    def __init__(self, sources: Sequence[CourseSource], today: date | None = None, *, render: bool) -> None:
        self.sources = sources
        self.today = today
        self.render = render
        self._made: dict[int, tuple[parser.Context, Renderer | None]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(_Reading, render=self.render), (self.sources, self.today)

    def prepare(self, number: int, report: Report) -> tuple[parser.Context, Renderer | None]:
        """What pages of a course share; reports what is wrong with the glossary."""
        if number not in self._made:
            source = self.sources[number]
            renderer = Renderer(source.config) if self.render else None
            self._made[number] = parser.context(source, report), renderer
        return self._made[number]

    def __call__(self, job: tuple[int, int]) -> list[tuple[Lesson, str, tuple[Diagnostic, ...]]]:
        number, start = job
        source = self.sources[number]
        shared, renderer = self.prepare(number, Report())
        titles = {
            page.id: config.title
            for config, module in zip(source.config.modules, source.modules, strict=True)
            for page in module
        }
        pages = source.pages[start : start + CHUNK]
        return [read_page(page, source, shared, renderer, titles.get(page.id, ""), today=self.today) for page in pages]


# --- packages ---------------------------------------------------------------------------------------------------------

Job = tuple[int, str]  # the number of a course, and the target of one of its packages


def _jobs(courses: Sequence[Course], targets: Sequence[str], report: Report) -> tuple[list[Job], dict[str, list[Job]]]:
    """The packages that are asked for, and for each target that gathers courses those it is made of; reports what of
    the courses does not fit into one.
    """
    wanted = [
        (number, name)
        for number, course in enumerate(courses)
        for name in dict.fromkeys(targets or course.config.targets)
        if name in TARGETS
    ]
    gathered: dict[str, list[Job]] = {}
    for name in (name for name in dict.fromkeys(targets) if name in GATHERINGS and courses):
        GATHERINGS[name].check(courses, report)
        gathered[name] = [(number, GATHERINGS[name].member(course)) for number, course in enumerate(courses)]
    return wanted, gathered


def _member(site: Site, target: str, staging: Staging) -> Member:
    """A package that was written, once more as it was assembled: its files are what a process knows already."""
    package = TARGETS[target].assemble(site)
    return Member(site.course, package, staging.staged(package))


def _package(
    job: Job, sites: Sequence[Site], staging: Staging, *, beside: bool
) -> tuple[Path, int, str, tuple[Diagnostic, ...]]:
    """Assemble, verify and write one package into the staging folder.

    ``beside``: verify while it is written, in another thread; compressing leaves the interpreter to it.
    """
    number, name = job
    target = TARGETS[name]
    package = target.assemble(sites[number])
    report = Report()
    if target.edition and beside:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as pool:
            verified = pool.submit(conformance.verify, PackageContents(package), report)
            path, size, digest = staging.write(package)
            verified.result()
    else:
        if target.edition:
            conformance.verify(PackageContents(package), report)
        path, size, digest = staging.write(package)
    return path, size, digest, report.diagnostics
