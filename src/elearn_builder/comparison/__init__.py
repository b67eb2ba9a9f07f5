"""What learners in progress keep when a package takes the place of another one in an LMS.

An LMS keeps results under the identifiers of items. The player finds what it remembers by keys made from the course's
own identifiers (see `keys` and ``templates/player/state.js``); here the old state is read with the new course as the
player will read it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.comparison.codes import (
    CODES,
    FEWER_ATTEMPTS,
    LOST_ITEM,
    LOST_OBJECTIVE,
    OTHER_COURSE,
    OTHER_EDITION,
    OTHER_GOAL,
    OTHER_RULES,
    SAME_VERSION,
)
from elearn_builder.comparison.difference import EFFECTS, Comparison, Difference
from elearn_builder.comparison.progress import Progress
from elearn_builder.comparison.published import read
from elearn_builder.conformance.archive import open_zip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from elearn_builder.comparison.published import Launch, Published, PublishedCourse, PublishedExam
    from elearn_builder.conformance.archive import Contents
    from elearn_builder.diagnostics import Report


def compare(old: Contents, new: Contents, report: Report) -> Comparison | None:
    """Compare a package with the one that is to take its place; None (with P findings) if one cannot be read."""
    before, after = read(old, report), read(new, report)
    return compare_read(before, after) if before and after else None


def compare_files(old: Path, new: Path, report: Report) -> Comparison | None:
    """Compare two zip files on disk; nothing of them is unpacked."""
    with open_zip(old, old.as_posix(), report) as before, open_zip(new, new.as_posix(), report) as after:
        return compare(before, after, report) if before and after else None


def compare_read(old: Published, new: Published) -> Comparison:
    """Compare two packages that were read."""
    found = list(_manifests(old, new))
    if old.course is None or new.course is None or any(one.code is OTHER_EDITION for one in found):
        return Comparison(old, new, _ordered(found))
    if old.course.id != new.course.id:
        message = f"the course is called `{new.course.id}`, it was `{old.course.id}`: every learner begins anew"
        cure = f"write `id: {old.course.id}` in course.yaml, or upload it beside the old one"
        return Comparison(old, new, (Difference("lost", "course", old.course.id, message, cure, OTHER_COURSE),))
    progress = Progress(old, new, old.course, new.course)
    found += progress.find()
    found += _goal(old.course, new.course)
    found += _exams(old.exam, new.exam, old.course, new.course)
    found += _objectives(old.course, new.course)
    if old.course.version == new.course.version and (found or old.course.build != new.course.build):
        message = f"the version is {new.course.version} as before, though the course has changed"
        cure = "raise `version` in course.yaml, and say under `changes` what is new"
        found.append(Difference("changed", "course", new.course.id, message, cure, SAME_VERSION))
    if old.course.state_size and new.course.state_size not in {0, old.course.state_size}:
        sizes = f"from {old.course.state_size:,} to {new.course.state_size:,} characters"
        message = f"the most that is remembered of a learner goes {sizes}"
        found.append(Difference("kept", "state", new.course.id, message))
    return Comparison(old, new, _ordered(found), progress.pages, progress.questions)


def _ordered(found: Iterable[Difference]) -> tuple[Difference, ...]:
    return tuple(sorted(found, key=lambda one: EFFECTS.index(one.effect)))


def _manifests(old: Published, new: Published) -> Iterator[Difference]:
    """What the manifests alone tell: the standard, items, what they launch, titles."""
    if old.edition[:7] != new.edition[:7]:
        message = f"the package is {new.edition}, it was {old.edition}: LMSs carry no results over"
        cure = f"build it with `--target {old.edition}`"
        yield Difference("lost", "package", new.edition, message, cure, OTHER_EDITION)
    elif old.edition != new.edition:
        message = f"the package is {new.edition}, it was {old.edition}: most LMSs keep results, but try it first"
        yield Difference("kept", "package", new.edition, message)
    after = {one.id: one for one in new.launches}
    for one in old.launches:
        other = after.get(one.id)
        if other is None:
            message = f"the item `{one.id}` (“{one.title}”) is gone: its results and progress are lost"
            yield Difference("lost", "item", one.id, message, _renamed_item(one, old, new), LOST_ITEM)
            continue
        if one.title != other.title:
            yield Difference("kept", "item", one.id, f"the title is “{other.title}”, it was “{one.title}”")
        if one.href != other.href:
            yield Difference("kept", "item", one.id, f"it launches `{other.href}` instead of `{one.href}`")
        if one.mastery != other.mastery and (old.course is None or new.course is None):
            message = f"the mastery score is {other.mastery or 'not set'}, it was {one.mastery or 'not set'}"
            yield Difference("changed", "item", one.id, message, "tell learners before", OTHER_RULES)
    before = {one.id for one in old.launches}
    for one in new.launches:
        if one.id not in before:
            yield Difference("kept", "item", one.id, f"“{one.title}” is new: everybody has it still to do")


def _renamed_item(gone: Launch, old: Published, new: Published) -> str:
    if old.course and new.course and (len(old.course.sco) == 1) != (len(new.course.sco) == 1):
        units = "course" if len(old.course.sco) == 1 else "lesson"
        return f"write `delivery: {{units: {units}}}` in course.yaml, as it was"
    known = {one.id for one in old.launches}
    twins = [one.id for one in new.launches if one.id not in known and one.title == gone.title]
    return f"if `{twins[0]}` is the same, give it the old identifier back" if twins else "put it back in"


def _goal(old: PublishedCourse, new: PublishedCourse) -> Iterator[Difference]:
    """What completes the course, what is locked, what LMSs are told."""
    for name, was, now in (
        ("completion: threshold", f"{old.threshold:.0%}", f"{new.threshold:.0%}"),
        ("completion: lesson", old.lesson_done, new.lesson_done),
        ("delivery: order", old.order, new.order),
        ("delivery: exam", _gate(old), _gate(new)),
        ("delivery: status", old.status, new.status),
        ("delivery: on_exit", old.on_exit, new.on_exit),
    ):
        if was != now:
            message = f"`{name}` is {now}, it was {was}"
            yield Difference("changed", "course", new.id, message, "tell learners before", OTHER_GOAL)


def _gate(course: PublishedCourse) -> str:
    return "open" if course.exam_open else "locked-until-complete"


def _exams(
    old: PublishedExam | None, new: PublishedExam | None, before: PublishedCourse, after: PublishedCourse
) -> Iterator[Difference]:
    if old is None or new is None:
        if old != new:
            message = "the course has an exam now, which must be passed" if new else "the course has no exam any more"
            yield Difference("changed", "exam", "exam", message, "tell learners before", OTHER_GOAL)
        return
    if new.attempts and (new.attempts < old.attempts or not old.attempts):
        message = f"the exam may be handed in {_times(new.attempts)}, it was {_times(old.attempts)}"
        yield Difference("lost", "exam", "exam", message, "keep `attempts` in exam.md as it was", FEWER_ATTEMPTS)
    for name, was, now in (
        ("pass_mark", f"{before.pass_mark:.0%}", f"{after.pass_mark:.0%}"),
        ("draw", _drawn(old), _drawn(new)),
        ("time_limit", _minutes(old.minutes), _minutes(new.minutes)),
        ("pretest", f"{old.pretest} for each objective", f"{new.pretest} for each objective"),
    ):
        if was != now:
            message = f"`{name}` of the exam is {now}, it was {was}"
            yield Difference("changed", "exam", "exam", message, "tell learners before", OTHER_RULES)


def _times(count: int) -> str:
    return f"{count} time{'s' if count != 1 else ''}" if count else "as often as one likes"


def _minutes(count: int) -> str:
    return f"{count} minute{'s' if count != 1 else ''}" if count else "none"


def _drawn(exam: PublishedExam) -> str:
    return ", ".join(f"{name}: {count}" for name, count in sorted(exam.draw.items())) or "all questions"


def _objectives(old: PublishedCourse, new: PublishedCourse) -> Iterator[Difference]:
    for name, words in old.objectives.items():
        if name not in new.objectives:
            twins = [one for one, said in new.objectives.items() if said == words and one not in old.objectives]
            cure = f"if `{twins[0]}` is the same, call it `{name}` again" if twins else "nothing to do, if it is meant"
            message = f"“{words}” is gone: results that LMSs keep for it stand still"
            yield Difference("changed", "objective", name, message, cure, LOST_OBJECTIVE)


__all__ = ["CODES", "Comparison", "Difference", "compare", "compare_files", "compare_read"]
