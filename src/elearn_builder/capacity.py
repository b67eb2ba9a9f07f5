"""Whether what is remembered of a learner fits into what the LMS keeps: computed for the worst learner, at build
time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import branching, keys
from elearn_builder.diagnostics import error
from elearn_builder.questions import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course, Lesson, Question

TOO_LARGE = error(
    "P050",
    "more answers than the LMS can keep",
    """
SCORM 1.2 keeps 4,096 characters for each learner, and many LMSs enforce exactly that: what is longer is refused,
and the learner resumes at an old place. The size is computed for the learner who answers everything. Split the
course, set `delivery: {units: lesson}` (each lesson is then kept apart), draw fewer questions, or deliver it as
SCORM 2004.
""",
)
CODES = (TOO_LARGE,)
PAPER_BITS = keys.SHORT_KEY + 1 + keys.SIG_BITS  # what a question of a paper costs at least, besides its answer


def exam_pool(course: Course) -> tuple[Question, ...]:
    """All questions that the exam can draw from: those that have a right answer."""
    if course.exam is None:
        return ()
    lessons = [question for lesson in course.lessons for question in lesson.questions]
    pool = (*course.exam.questions, *(lessons if course.exam.config.pool == "course" else ()))
    return tuple(question for question in pool if KINDS[question.kind].scored)


def names(course: Course) -> list[str]:
    """All pages (``p:…``) and questions (``q:…``) that are remembered, as `keys` wants them."""
    pages = [f"p:{page.id}" for page in course.pages]
    return pages + [f"q:{name}" for page in course.pages for name in answered(page)]


def answered(page: Lesson) -> tuple[str, ...]:
    """What a learner answers on a page: its questions, and a scenario as a whole, under its own identifier."""
    scenario = (page.id,) if page.steps else ()
    return (*scenario, *(question.id for question in page.questions))


def state_sizes(course: Course, units: str) -> Iterator[tuple[str, keys.StateSize]]:
    """The greatest size of a learner's state for each SCO; ``units`` is ``course`` or ``lesson``."""
    bits = keys.key_bits(len(names(course)))
    if units == "lesson":
        for lesson in course.lessons:
            yield lesson.id, keys.state_size(1, _costs(lesson), [], bits)
        if course.exam:
            yield "exam", keys.state_size(1, [], _paper(course), bits)
        return
    answers = [cost for lesson in course.lessons for cost in _costs(lesson)]
    yield "course", keys.state_size(len(course.pages), answers, _paper(course), bits)


def _costs(page: Lesson) -> list[tuple[str, int]]:
    scenario = [(page.id, branching.state_bits(page.steps))] if page.steps else []
    return scenario + [(one.id, KINDS[one.kind].state_bits(one.answer)) for one in page.questions]


def pretest_draw(course: Course) -> dict[str, int]:
    """Questions that the pre-test asks for each objective: of all that the exam draws from."""
    if course.exam is None or not course.exam.config.pretest:
        return {}
    objectives = course.exam.config.draw or [one.objective for one in exam_pool(course) if one.objective]
    return dict.fromkeys(objectives, course.exam.config.pretest)


def _paper(course: Course) -> list[int]:
    """Bits of the answers of the costliest paper that can be drawn, for the exam or the pre-test."""
    if course.exam is None:
        return []
    pool = exam_pool(course)
    bits = {question.id: KINDS[question.kind].state_bits(question.answer) for question in pool}
    if not course.exam.config.draw:
        return list(bits.values())
    papers: list[list[int]] = []
    for draw in (course.exam.config.draw, pretest_draw(course)):
        papers.append([])
        for objective, count in draw.items():
            papers[-1] += sorted((bits[one.id] for one in pool if one.objective == objective), reverse=True)[:count]
    return max(papers, key=lambda paper: sum(paper) + PAPER_BITS * len(paper))


def check(course: Course, target: str, limit: int, units: str, report: Report) -> int:
    """Report a state that does not fit a target's limit (0: no limit); gives the greatest size of any SCO."""
    greatest = 0
    for name, size in state_sizes(course, units):
        greatest = max(greatest, size.total)
        if limit and size.total > limit:
            parts = f"{size.pages} for pages, {size.answers} for answers in lessons, {size.exam} for the exam"
            most = ", ".join(f"{question} ({cost})" for question, cost in size.costliest)
            message = f"`{name}` needs up to {size.total:,} characters of {limit:,} that {target} keeps: {parts}"
            cure = f"the costliest questions are {most}" if most else "split the course"
            report.add(TOO_LARGE, course.spans["course"], message, cure)
    return greatest
