"""Rules: what can be wrong with a course that reads well. One rule a file; its docstring is its manual page.

A rule whose faults lie in one page stands in `PAGE_RULES` and gets a `CheckedPage`, in the process that read it; one
that compares pages, or looks at the settings, stands in `RULES` and gets the whole `Course`.

A rule that concludes from what is not there (a file nobody shows, a pool too small) keeps quiet unless the course, or
the page, is sound: what a page with an error holds is not known, and the same mistake would be told twice.
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
    shared_glossary_word,
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
    from elearn_builder.inspection import CheckedPage
    from elearn_builder.model import Course

PAGE_RULES = (
    dead_end,
    ending_with_choices,
    no_ending,
    no_way_out,
    scenario_without_objective,
    skipped_heading,
    unjudged_ending,
    unknown_step,
    unreachable_step,
)
RULES = (
    drawn_from_nothing,
    duplicate_question,
    exam_without_questions,
    faint_accent,
    opinion_in_exam,
    pretest_without_course,
    shared_glossary_word,
    short_pool,
    unknown_anchor,
    unknown_changed_lesson,
    unknown_language,
    unknown_lookup_agreement,
    unknown_lookup_lesson,
    unused_media,
)
CODES = tuple(rule.CODE for rule in (*PAGE_RULES, *RULES))


def check_page(page: CheckedPage, report: Report) -> None:
    """Run the rules that look at one page."""
    for rule in PAGE_RULES:
        rule.check(page, report)


def check(course: Course, report: Report) -> None:
    """Run the rules that look at a whole course."""
    for rule in RULES:
        rule.check(course, report)
