"""Whether the web addresses of courses still lead somewhere: links in the text, sources, official pages of references.

Asked for with `elearn check --links` only; nothing else ever uses the network. Each address is asked for once and told
at each place where it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from elearn_builder.diagnostics import Edit, note, warning
from elearn_builder.inspection import head_of, source_in
from elearn_builder.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from elearn_builder.diagnostics import Report
    from elearn_builder.linkcheck.asking import Answer, Web
    from elearn_builder.manuscript import CourseSource, PageSource
    from elearn_builder.model import Course, Lesson

GONE = warning(
    "L020",
    "a link to a page that is gone",
    """
The server answers that the page is not there (404) or no longer there (410). Look for its new place, cite something
else, or link to a copy in a web archive. For a source, correct what the lesson says if the facts have gone too.
""",
)
MOVED = warning(
    "L021",
    "a link to a page that has moved for good",
    """
The server redirects for good (301, 308). That works until it is tidied up, and costs every learner a second request.
Write the new address. Where the new address is the front page, the page itself is probably gone. An address that only
gained `https`, `www.` or a slash at its end is corrected by `elearn check --links --fix`.
""",
)
UNSURE = note(
    "L022",
    "a link that could not be checked",
    """
The server could not be reached, did not answer in time, answered with an error of its own, or does not answer programs.
It may be well tomorrow, and it may be well for people today: open it in a browser. As a note, it never makes a command
fail.
""",
)
UNTRUSTED = warning(
    "L023",
    "a link to a server without a valid certificate",
    """
Browsers warn of this server instead of showing the page: its certificate has expired, is for another name, or is signed
by nobody known. Tell its owner, or cite another page. If all links have this finding, something between you and the web
reads along; ask who runs your network.
""",
)
CIRCLE = warning(
    "L024",
    "a link that is redirected without end",
    """
The server sends browsers from one address to the next and never to a page. Open it in a browser; if that fails too,
cite another page.
""",
)
INVALID = warning(
    "L025",
    "a link that is no web address",
    """
No browser can open it: a server is not named, or there are signs in it that cannot stand there. Copy the address anew
from the address bar of the browser.
""",
)
PARTLESS = note(
    "L026",
    "a link to a part that its page does not have",
    """
What stands behind `#` in the address is the name of a part of the page, and the page has no part of that name: browsers
show its beginning, and the reader has to look for the place. The page was probably written anew. Open it, and copy the
address of the right part, or leave `#…` out. It is a note, because a page that scripts put together in the browser may
have the part all the same. PDF files, addresses within applications (`#/…`) and highlighted text (`#:~:text=…`) are not
judged.
""",
)
CODES = (GONE, MOVED, UNSURE, UNTRUSTED, CIRCLE, INVALID, PARTLESS)
ONLINE = frozenset(code.id for code in CODES)


def check(
    courses: Sequence[tuple[CourseSource, Course]],
    web: Web,
    report: Report,
    progress: Callable[[str, int, int], None],
) -> None:
    """Report web addresses of courses that lead nowhere; nothing is concluded where no server can be reached at all."""
    uses = [use for source, course in courses for use in _uses(source, course)]
    answers = web.ask([address for address, _ in uses], progress)
    for address, where in uses:
        if address in answers:
            _tell(address, answers[address], _narrow(where, address), report)


def _tell(address: str, answer: Answer, where: Span, report: Report) -> None:
    if answer.lacks:
        message = f"`{address}` leads to the beginning of its page, which has no part `{answer.lacks}`"
        report.add(
            PARTLESS, where, message, "open it, and write the name of the right part, or leave out what follows `#`"
        )
    match answer.kind:
        case "gone":
            there = f" at `{answer.to}`, to which it has moved" if answer.to else ""
            cure = "look for its new place, or cite another page"
            report.add(GONE, where, f"`{address}` is gone: {answer.said}{there}", cure)
        case "moved":
            front = urlsplit(answer.to).path in {"", "/"} and urlsplit(address).path not in {"", "/"}
            what = f"the front page `{answer.to}`; the page itself is probably gone" if front else f"`{answer.to}`"
            fixes = [Edit(where, answer.to)] if where.text == address and _same(address, answer.to) else []
            cure = "look for the page, or cite another one" if front else "open it, and write the new address"
            report.add(MOVED, where, f"`{address}` has moved for good to {what}", cure, *fixes)
        case "unsure":
            report.add(UNSURE, where, f"`{address}` could not be checked: {answer.said}", "open it in a browser")
        case "untrusted":
            server = urlsplit(address).netloc
            message = f"browsers warn of `{server}`: {answer.said}"
            report.add(UNTRUSTED, where, message, "tell its owner, or cite another page")
        case "circle":
            report.add(CIRCLE, where, f"`{address}` leads to no page: {answer.said}", "cite another page")
        case "invalid":
            cure = "copy it anew from the address bar of the browser"
            report.add(INVALID, where, f"`{address}` is no web address: {answer.said}", cure)


def _uses(source: CourseSource, course: Course) -> Iterator[tuple[str, Span]]:
    """Web addresses of a course and where they stand; that of a reference once, where it is first used."""
    yield from ((link.address, link.span) for link in course.glossary_web)
    official: set[str] = set()
    lessons = {page.id: page for page in course.pages}
    for page in source.pages:
        lesson = lessons[page.id]
        yield from ((link.address, link.span) for link in lesson.web)
        head = head_of(page)
        for number, one in enumerate(lesson.sources):
            if one.address.lower().startswith(("http:", "https:")):
                yield one.address, source_in(head, number, "url")
        yield from _official(page, lesson, official)


def _official(page: PageSource, lesson: Lesson, told: set[str]) -> Iterator[tuple[str, Span]]:
    """Addresses that references lead to and that are not ``told`` yet, where the page first has such a reference."""
    for entry in lesson.entries:
        if entry.address and entry.address not in told:
            told.add(entry.address)
            yield entry.address, page.body.find(f"{entry.kind}:")


def _narrow(where: Span, address: str) -> Span:
    """The place of the address within a line, if it stands there."""
    at = where.excerpt.find(address)
    return Span(where.path, where.line, at + 1, at + 1 + len(address), where.excerpt) if at >= 0 else where


def _same(old: str, new: str) -> bool:
    """Whether two addresses differ only in what cannot lead to another page."""
    return _bare(old) == _bare(new) and "#" not in old


def _bare(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query
