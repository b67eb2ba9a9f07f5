"""Rules that look at a whole course. One rule a file; its docstring is its manual page; its line in `RULES`.

A rule that concludes from what is not there (a file nobody shows, a pool too small) keeps quiet unless the course is
sound: what a page with an error holds is not known, and the same mistake would be told twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.rules import (
    dead_end,
    drawn_from_nothing,
    duplicate_question,
    ending_with_choices,
    exam_without_questions,
    faint_accent,
    no_ending,
    no_way_out,
    opinion_in_exam,
    pretest_without_course,
    scenario_without_objective,
    short_pool,
    skipped_heading,
    unjudged_ending,
    unknown_anchor,
    unknown_changed_lesson,
    unknown_language,
    unknown_lookup_agreement,
    unknown_lookup_lesson,
    unknown_step,
    unreachable_step,
    unused_media,
)

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

RULES = (
    dead_end,
    drawn_from_nothing,
    duplicate_question,
    ending_with_choices,
    exam_without_questions,
    faint_accent,
    no_ending,
    no_way_out,
    opinion_in_exam,
    pretest_without_course,
    scenario_without_objective,
    short_pool,
    skipped_heading,
    unjudged_ending,
    unknown_anchor,
    unknown_changed_lesson,
    unknown_language,
    unknown_lookup_agreement,
    unknown_lookup_lesson,
    unknown_step,
    unreachable_step,
    unused_media,
)
CODES = tuple(rule.CODE for rule in RULES)


def check(course: Course, report: Report) -> None:
    """Run all rules."""
    for rule in RULES:
        rule.check(course, report)
