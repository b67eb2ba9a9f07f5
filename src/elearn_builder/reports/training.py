"""The report for whoever answers for the training: one self-contained page about courses, for screen and paper."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from elearn_builder import __version__, coverage, render, resources
from elearn_builder.model import Html
from elearn_builder.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from elearn_builder.coverage import Objective
    from elearn_builder.diagnostics import Diagnostic
    from elearn_builder.model import Course
    from elearn_builder.pipeline import Checked, Result

ENOUGH = 2  # scored questions on an objective
HOLDS = 12  # months that a strip shows


def page(result: Result, today: date) -> str:
    """The report as HTML.

    Args:
        result: What `pipeline.check` found, with the courses.
        today: The day it speaks of.
    """
    folders = {one.course.folder for one in result.checked}
    own: dict[str, list[Diagnostic]] = {folder: [] for folder in folders}
    loose: list[Diagnostic] = []
    for one in result.diagnostics:
        home = _home(one, folders)
        (loose if home is None else own[home]).append(one)
    stand = Counter(home for one in result.ignored if (home := _home(one, folders)))
    shown = [_course(one, own[one.course.folder], stand[one.course.folder], today) for one in result.checked]
    title = shown[0]["title"] if len(shown) == 1 else f"{len(shown)} courses"
    return render.document(
        "report/report.html.j2",
        title=title,
        day=_day(today),
        version=__version__,
        css=Html(resources.text("templates/report/report.css")),
        courses=shown,
        loose=[_finding(one) for one in loose],
        months=[date(2000, (today.month + number) % 12 + 1, 1).strftime("%b")[0] for number in range(HOLDS)],
    )


def _home(one: Diagnostic, folders: Iterable[str]) -> str | None:
    """The course folder that a finding lies in."""
    return max((name for name in folders if name == "." or one.span.path.startswith(f"{name}/")), key=len, default=None)


def _course(checked: Checked, findings: Sequence[Diagnostic], ignored: int, today: date) -> dict[str, Any]:
    course, files = checked.course, checked.files
    objectives = coverage.objectives(course)
    reviews = coverage.reviews(course)
    config = course.config
    mark = (
        course.exam.config.pass_mark if course.exam and course.exam.config.pass_mark is not None else config.pass_mark
    )
    errors = sum(one.code.severity.word == "error" for one in findings)
    days = [one.reviewed for one in reviews]
    return {
        "id": course.id,
        "title": config.title,
        "version": config.version,
        "language": config.language,
        "folder": course.folder,
        "errors": errors,
        "warnings": len(findings) - errors,
        "ignored": ignored,
        "minutes": coverage.minutes(course),
        "questions": sum(len(page.questions) for page in course.pages),
        "covered": sum(not _lack(one) for one in objectives),
        "oldest": "never" if None in days else _day(min((day for day in days if day), default=None)),
        "pass_mark": mark if course.exam else "–",
        "lessons": [
            {"title": one.title, "minutes": one.minutes, "questions": len(one.questions), "case": bool(one.steps)}
            for one in course.lessons
        ],
        "objectives": [_objective(one, course) for one in objectives],
        "exam": _exam(course, objectives, mark),
        "kinds": list(coverage.kinds(course).items()),
        "review_months": config.checks.review_months,
        "reviews": _reviews(course, reviews, today),
        "weight": _weight(course, files) if files is not None else None,
        "states": [
            {"target": name, "size": size, "limit": TARGETS[name].state_limit} for name, size in checked.states.items()
        ],
        "access": _access(course),
        "least_ease": config.checks.reading_ease,
        "eases": _eases(checked),
        "findings": _by_file(findings),
    }


def _lack(one: Objective) -> str:
    """What an objective lacks, in words; empty when it is covered."""
    lacks = [] if one.taught else ["no lesson names it"]
    if max(one.tested, one.pool) < ENOUGH:
        lacks.append(f"fewer than {ENOUGH} questions test it")
    return ", ".join(lacks)


def _objective(one: Objective, course: Course) -> dict[str, Any]:
    cells = [
        {"taught": lesson.id in one.taught, "questions": one.questions.get(lesson.id, 0)} for lesson in course.lessons
    ]
    lack = _lack(one)
    return {
        "id": one.id,
        "text": one.text,
        "cells": cells,
        "tested": one.tested,
        "pool": one.pool,
        "covered": not lack,
        "lack": lack,
    }


def _exam(course: Course, objectives: Sequence[Objective], mark: int) -> dict[str, Any] | None:
    if course.exam is None:
        return None
    config = course.exam.config
    drawn = {one.id: one.pool if one.drawn < 0 else min(one.drawn, one.pool) for one in objectives}
    total = sum(drawn.values())
    said = [f"{total} questions, passed with {mark} %"]
    said.append(f"{config.attempts} attempts" if config.attempts else "any number of attempts")
    said.append(f"{config.time_limit} minutes" if config.time_limit else "no time limit")
    if config.pretest:
        said.append(f"a pre-test of {config.pretest} for each objective")
    rows = [
        {
            "id": one.id,
            "text": one.text,
            "drawn": drawn[one.id],
            "weight": round(100 * drawn[one.id] / total) if total else 0,
            "pool": one.pool,
            "share": one.share,
        }
        for one in objectives
        if one.pool or drawn[one.id]
    ]
    return {"summary": ", ".join(said) + ".", "rows": rows}


def _reviews(course: Course, reviews: Iterable[coverage.Review], today: date) -> list[dict[str, Any]]:
    titles = {lesson.id: lesson.title for lesson in course.lessons}
    holds = course.config.checks.review_months
    rows = []
    for one in reviews:
        due = _later(one.reviewed, holds) if one.reviewed and holds else None
        left = 0.0 if one.reviewed is None else 1.0 if due is None else (due - today).days / 365
        rows.append(
            {
                "title": titles[one.page],
                "reviewed": _day(one.reviewed),
                "due": _day(due),
                "late": one.reviewed is None or (due is not None and due < today),
                "left": max(0.0, min(1.0, left)),
                "seen": _day(one.seen),
            }
        )
    return rows


def _later(day: date, months: int) -> date:
    """The same day some months later, or the last one of that month."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)


def _weight(course: Course, files: Mapping[str, bytes | Path]) -> dict[str, Any]:
    found = coverage.weight(course, files)
    most = max(found.pages.values(), default=0) or 1
    total, media = sum(found.pages.values()), sum(found.media.values())
    slow, fast = coverage.LINES
    rows = [
        {
            "title": page.title or "The exam",
            "bytes": found.pages[page.id],
            "media": found.media[page.id],
            "at_64": coverage.seconds(found.pages[page.id], slow),
            "at_256": coverage.seconds(found.pages[page.id], fast),
            "share": found.pages[page.id] / most,
        }
        for page in course.pages
    ]
    return {
        "launch": found.launch,
        "launch_64": coverage.seconds(found.launch, slow),
        "launch_256": coverage.seconds(found.launch, fast),
        "rows": rows,
        "total": total,
        "media": media,
        "total_64": coverage.seconds(total, slow),
        "total_256": coverage.seconds(total, fast),
    }


def _eases(checked: Checked) -> list[dict[str, Any]]:
    """How easily each lesson is read, those that can be judged, in the order they are taught."""
    least = checked.course.config.checks.reading_ease
    return [
        {"title": one.title, "ease": ease, "share": max(0, min(100, ease)) / 100, "hard": ease < least}
        for one in checked.course.lessons
        if (ease := checked.ease.get(one.id)) is not None
    ]


def _access(course: Course) -> list[dict[str, str]]:
    found = coverage.access(course)
    silent = found.recordings - found.captioned
    return [
        {
            "mark": "right",
            "text": f"{found.pictures} pictures and drawings, {found.pictures - found.decorative} with a text for those"
            f" who cannot see them, {found.described} with a long description",
        },
        {
            "mark": "warning" if silent > found.transcripts else "right",
            "text": f"{found.recordings} recordings, {found.captioned} with captions, {found.transcripts} with a"
            " transcript",
        },
        {"mark": "right", "text": "Every question can be answered by keyboard; nothing has to be dragged"},
        {
            "mark": "right",
            "text": "Light and dark colours with contrast by WCAG 2.2 AA, text in four sizes, no motion where it is not"
            " wanted",
        },
    ]


def _by_file(findings: Sequence[Diagnostic]) -> list[tuple[str, list[dict[str, Any]]]]:
    files: dict[str, list[dict[str, Any]]] = {}
    for one in findings:
        files.setdefault(one.span.path, []).append(_finding(one))
    return list(files.items())


def _finding(one: Diagnostic) -> dict[str, Any]:
    return {
        "severity": one.code.severity.word,
        "code": one.code.id,
        "path": one.span.path,
        "line": one.span.line,
        "message": one.message,
        "help": one.help,
    }


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "–"
