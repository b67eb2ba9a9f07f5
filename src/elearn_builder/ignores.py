"""Findings that an author lets stand, and says why.

``<!-- elearn-ignore T101: reason -->`` speaks for the line it stands on; alone on its line, for the paragraph, list,
table or ``:::`` block that comes next, up to its end. In YAML (settings, front matter, glossary) the same is written
after a ``#`` and speaks for its line or, alone, for the next one. ``ignore`` in the front matter speaks for the file,
``ignore`` in course.yaml for all files of the course. Only warnings can be ignored.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import Edit, Report, Severity, did_you_mean, join_words, warning
from elearn_builder.directives import Directive, cut
from elearn_builder.passages import COMMENT
from elearn_builder.record import Record, replace
from elearn_builder.source import Lines, SourceFile, Span
from elearn_builder.yamlfile import front_matter
from elearn_builder.yamltree import build, place

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from elearn_builder.diagnostics import Code, Diagnostic
    from elearn_builder.manuscript import CourseSource, PageSource
    from elearn_builder.yamltree import Node

NO_REASON = warning(
    "C030",
    "an ignored finding without a reason",
    """
Whoever reads the course later wants to know why a finding was left to stand, and whether the reason still holds. Write
it after the code: `<!-- elearn-ignore T101: the label of this poll is its question -->`. Until then the finding is
shown.
""",
)
UNKNOWN = warning(
    "C031",
    "an ignore that names no code there is",
    """
A finding is ignored by its code, which stands in square brackets before it: `warning[T101]`. All codes are listed in
the reference; `elearn explain T101` says what one means. Several are separated by commas:
`<!-- elearn-ignore T101, T102: reason -->`.
""",
)
NOT_ALLOWED = warning(
    "C032",
    "an ignored finding that cannot be ignored",
    """
Errors cannot be ignored: the package would be broken or wrong. The remarks on ignores themselves cannot be ignored
either; they are cured by taking the ignore out.
""",
)
STALE = warning(
    "C033",
    "an ignore with nothing to ignore",
    """
The finding is gone, or it is not where the ignore looks for it: a comment speaks for its own line or, alone on a line,
for the paragraph, list, table or block that comes next; `ignore` in the front matter for its file, `ignore` in
course.yaml for the whole course. Left behind, it would hide the next mistake of this kind. Take it out, or move it to
the finding.
""",
)
CODES = (NO_REASON, UNKNOWN, NOT_ALLOWED, STALE)

_MARK = "elearn-ignore"
_HTML = rf"(?s)<!--\s*{_MARK}\b(.*?)-->"
_YAML = rf"(?:^|(?<=\s))#\s*{_MARK}\b(.*)$"
_CODES = re.compile(r"[\s,]*([A-Za-z]\d{3})\b")


class _Ignore(Record, frozen=True):
    """One code that is ignored: where it is said, why, and for which file (all below a folder that ends with ``/``) and
    lines (an empty range: all of them). ``note`` is the comment, or the line of the setting, that says so.
    """

    code: str
    reason: str
    span: Span
    path: str
    lines: range
    note: _Note


class _Note(Record, frozen=True):
    """A comment as it is written: ``whole`` in one line, ``alone`` on it; ``form`` is how to write it anew."""

    span: Span
    whole: bool
    alone: bool
    form: str


def apply(
    sources: Sequence[CourseSource],
    report: Report,
    known: Callable[[], Mapping[str, Code]],
    asleep: Collection[str] = (),
) -> tuple[Report, tuple[Diagnostic, ...]]:
    """Take out the findings that authors let stand.

    Args:
        sources: The courses.
        report: All findings about them.
        known: Gives every code there is; asked only where something is ignored.
        asleep: Codes that this run does not look for, so that an ignore of one may find nothing.

    Returns:
        The findings that count, with those about the ignores (C030 to C033), and those that are ignored, each with its
        excuse. A course with an error has no stale ignores: what comes after an error may not have been read.
    """
    told = Report()
    ignores: list[_Ignore] = []
    doubtful: list[_Note] = []  # with a code that means something else than what it says: for the author to mend
    for ignore in (one for source in sources for one in _written(source, told)):
        if _sound(ignore, known(), told):
            ignores.append(ignore)
        else:
            doubtful.append(ignore.note)
    if not ignores:
        told.extend(report.diagnostics)
        return told, ()
    ignored, used = [], set()
    for diagnostic in report.diagnostics:
        hits = [one for one in ignores if _speaks_for(one, diagnostic)]
        if hits and diagnostic.code.severity is not Severity.ERROR:
            used.update(hits)
            ignored.append(replace(diagnostic, excuse=hits[0].reason))
        else:
            told.extend([diagnostic])
    broken = [one.span.path for one in report.diagnostics if one.code.severity is Severity.ERROR]
    folders = {f"{source.folder}/" for source in sources}
    faulty = tuple(folder for folder in folders if any(path.startswith(folder) for path in broken))
    idle = [one for one in ignores if one not in used and not one.path.startswith(faulty) and one.code not in asleep]
    for one in idle:
        fix = _removal(one, {other.code for other in idle if other.note == one.note}, ignores)
        fix = () if one.note in doubtful else fix
        told.add(STALE, one.span, f"{one.code} does not come up here", "take the ignore out", *fix)
    return told, tuple(ignored)


def _sound(ignore: _Ignore, known: Mapping[str, Code], told: Report) -> bool:
    """Whether an ignore names a warning and a reason; tells what is wrong with it."""
    code = known.get(ignore.code)
    if code is None:
        cure = did_you_mean(ignore.code, known) or "write the code that stands in brackets before the finding"
        told.add(UNKNOWN, ignore.span, f"there is no code `{ignore.code}`", cure)
    elif code.severity is Severity.ERROR:
        message = f"{ignore.code} is an error, and errors cannot be ignored"
        told.add(NOT_ALLOWED, ignore.span, message, "cure the error, and take the ignore out")
    elif code in CODES:
        told.add(NOT_ALLOWED, ignore.span, f"{ignore.code} is about ignores and cannot be ignored", "take it out")
    elif not ignore.reason:
        message = f"{ignore.code} is ignored without a reason"
        told.add(NO_REASON, ignore.span, message, "write the reason after the code and a colon")
    else:
        return True
    return False


def _speaks_for(ignore: _Ignore, diagnostic: Diagnostic) -> bool:
    if ignore.code != diagnostic.code.id:
        return False
    if ignore.path.endswith("/"):
        return diagnostic.span.path.startswith(ignore.path)
    return ignore.path == diagnostic.span.path and (not ignore.lines or diagnostic.span.line in ignore.lines)


def _removal(ignore: _Ignore, idle: set[str], ignores: Sequence[_Ignore]) -> tuple[Edit, ...]:
    """How to take out what is stale of a comment, or the line of a setting."""
    note = ignore.note
    if not note.whole:
        return ()
    rest = [one.code for one in ignores if one.note == note and one.code not in idle]
    if rest:
        return (Edit(note.span, note.form.format(f"{', '.join(rest)}: {ignore.reason}")),)
    if note.alone:
        return (Edit(note.span, None),)
    before = note.span.excerpt[: note.span.col - 1]
    return (Edit(replace(note.span, col=len(before.rstrip()) + 1), ""),)


# --- where ignores are written ----------------------------------------------------------------------------------------


def _written(source: CourseSource, report: Report) -> Iterator[_Ignore]:
    """All ignores of a course, in the order of its files."""
    settings = source.settings
    if source.config.ignore:
        yield from _settings(settings.tree, settings.lines, source.config.ignore, f"{source.folder}/")
    if _MARK in settings.lines.file.text:
        yield from _yaml(settings.lines, report)
    for term in source.glossary[:1]:
        if _MARK in term.definition.file.text:
            yield from _yaml(Lines.of(term.definition.file), report)
    for page in source.pages:
        if page.config.ignore or _MARK in page.file.text:
            yield from _page(page, report)


def _page(page: PageSource, report: Report) -> Iterator[_Ignore]:
    parts = front_matter(Lines.of(page.file), Report())
    head = parts[0] if parts else None
    if head:
        tree = build(head, Report())
        if tree and page.config.ignore:
            yield from _settings(tree, head, page.config.ignore, page.file.path)
        yield from _yaml(head, report)
    text = page.file.text
    begin = sum(len(line) + 1 for line in Lines.of(page.file).lines[: page.body.first - 1])
    for match in COMMENT.finditer(text, begin):
        found = None if match["keep"] else re.fullmatch(_HTML, match[0])
        if found:
            yield from _comment(page.file, match.start(), found, report)


def _comment(file: SourceFile, start: int, found: re.Match[str], report: Report) -> Iterator[_Ignore]:
    span = file.span(start, len(found[0]))
    lines = Lines.of(file).lines
    last = span.line + found[0].count("\n")
    after = lines[last - 1].partition("-->")[2] if last > span.line else span.excerpt[span.end - 1 :]
    alone = not span.excerpt[: span.col - 1].strip() and not after.strip()
    note = _Note(span, whole=last == span.line, alone=alone, form=f"<!-- {_MARK} {{}} -->")
    covered = _next_block(Lines.of(file), last) if alone else range(span.line, span.line + 1)
    yield from _parse(found[1], note, file.path, covered, report)


def _next_block(lines: Lines, start: int) -> range:
    """The numbers of the lines of the block that comes after line ``start``; comments between are passed over."""
    rows = lines.lines
    while start < len(rows) and (not rows[start].strip() or rows[start].lstrip().startswith("<!--")):
        start += 1
    if rows[start : start + 1] and rows[start].lstrip().startswith(":::"):
        first = cut(lines.cut(start), Report())[0]
        if isinstance(first, Directive):
            return range(start + 1, first.body.first + len(first.body.lines) + 1)
    stop = start
    while stop < len(rows) and rows[stop].strip():
        stop += 1
    return range(start + 1, max(stop, start + 1) + 1)


def _yaml(lines: Lines, report: Report) -> Iterator[_Ignore]:
    for index, text in enumerate(lines.lines):
        found = re.search(_YAML, text) if _MARK in text else None
        if not found:
            continue
        alone = not text[: found.start()].strip()
        line = index + 1 if alone else index
        while alone and line < len(lines.lines) and lines.lines[line].lstrip()[:1] in {"", "#"}:
            line += 1
        span = lines.span(index, found.start() + 1, len(found[0]))
        note = _Note(span, whole=True, alone=alone, form=f"# {_MARK} {{}}")
        covered = range(lines.first + line, lines.first + line + 1)
        yield from _parse(found[1], note, lines.file.path, covered, report)


def _parse(written: str, note: _Note, path: str, lines: range, report: Report) -> Iterator[_Ignore]:
    """Codes and reason of a comment; without a colon, the reason begins after the last code."""
    head, colon, reason = written.partition(":")
    codes = [word for word in re.split(r"[\s,]+", head) if word]
    if not colon:
        at, codes = 0, []
        while found := _CODES.match(written, at):
            codes.append(found[1])
            at = found.end()
        reason = written[at:].lstrip(" \t\n-–—")
    if not codes:
        known = join_words([f"`{code}`" for code in ("T101", "A004")], "or")
        report.add(UNKNOWN, note.span, "this ignore names no code", f"write the code of the finding, like {known}")
    for code in codes:
        yield _Ignore(code.upper(), " ".join(reason.split()), note.span, path, lines, note)


def _settings(tree: Node, lines: Lines, ignored: Mapping[str, str | None], path: str) -> Iterator[_Ignore]:
    """The entries of ``ignore`` in settings; one on a line of its own can be taken out."""
    keys = tree.at("ignore").keys or {}
    for code, reason in ignored.items():
        key, value = keys[code]
        span = place(lines, key)
        alone = not span.excerpt[: span.col - 1].strip() and value.line == key.line
        whole = alone and value.col - 1 + value.length >= len(span.excerpt.rstrip())
        yield _Ignore(code.upper(), (reason or "").strip(), span, path, range(0), _Note(span, whole, alone, ""))
