"""Rules: what can be wrong with a course that reads well. One rule a file; its docstring is its manual page.

A rule whose faults lie in one page stands in `PAGE_RULES` and gets a `CheckedPage`, in the process that read it; one
that compares pages, or looks at the settings, stands in `RULES` and gets the whole `Course`; one that compares courses
stands in `SUITE_RULES`. A rule about the steps of a scenario stands in `SCENARIO_RULES`, for pages that are one. A rule
for one page whose verdict depends on the day stands in `DATED_RULES`: it runs only where the day is given, so that a
build says the same on any day. One that takes longer than a build should for it stands in `SLOW_RULES`, and runs with
these.

A rule that concludes from what is not there (a file nobody shows, a pool too small) keeps quiet unless the course, or
the page, is sound: what a page with an error holds is not known, and the same mistake would be told twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.rules import (
    absolute_answers,
    answer_about_answers,
    breaking_space,
    broken_table,
    changed_law,
    colour_only,
    day_to_come,
    dead_end,
    double_blank,
    doubled_word,
    drawn_from_nothing,
    duplicate_question,
    empty_link_text,
    empty_picture_text,
    ending_against_points,
    ending_with_choices,
    exact_decimal,
    exam_without_questions,
    faint_accent,
    foreign_punctuation,
    foreign_words,
    hard_to_read,
    headless_table,
    heavy_course,
    heavy_first_view,
    heavy_lesson,
    heavy_recording,
    hidden_direction,
    late_start,
    later_decision,
    lesson_without_question,
    long_sentence,
    longest_answer,
    longest_answers,
    lost_more_than,
    mixed_scripts,
    moving_picture,
    negative_stem,
    never_reviewed,
    no_ending,
    no_way_out,
    old_review,
    old_source,
    one_text_two_goals,
    opinion_in_exam,
    other_class,
    other_language,
    other_markup,
    oversized_picture,
    photo_as_png,
    picture_text_is_caption,
    place_in_photo,
    pool_without_reserve,
    predictable_choices,
    pretest_without_course,
    repeated_heading,
    right_in_one_place,
    scenario_without_objective,
    shared_glossary_word,
    short_pool,
    skipped_heading,
    straight_quotes,
    too_few_minutes,
    too_many_minutes,
    turned_number,
    twin_answers,
    twin_questions,
    two_codes,
    typed_code,
    unanswerable_gap,
    undated_figure,
    undated_share,
    undescribed_drawing,
    unexplained_abbreviation,
    unjudged_ending,
    unknown_agreement,
    unknown_anchor,
    unknown_changed_lesson,
    unknown_language,
    unknown_lookup_agreement,
    unknown_lookup_lesson,
    unknown_step,
    unplayable_recording,
    unreachable_step,
    unseen_source,
    untaught_objective,
    untested_objective,
    unused_media,
    vague_objective,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage
    from elearn_builder.model import Course

PAGE_RULES = (
    skipped_heading,
    lost_more_than,
    other_markup,
    broken_table,
    typed_code,
    undated_figure,
    undated_share,
    unseen_source,
    lesson_without_question,
    longest_answer,
    answer_about_answers,
    negative_stem,
    twin_answers,
    absolute_answers,
    unanswerable_gap,
    exact_decimal,
    too_few_minutes,
    too_many_minutes,
    long_sentence,
    mixed_scripts,
    hidden_direction,
    turned_number,
    other_language,
    foreign_punctuation,
    breaking_space,
    straight_quotes,
    double_blank,
    doubled_word,
    colour_only,
    empty_link_text,
    empty_picture_text,
    headless_table,
    one_text_two_goals,
    picture_text_is_caption,
    repeated_heading,
    undescribed_drawing,
    heavy_lesson,
    heavy_recording,
    other_class,
    later_decision,
    foreign_words,
)
SCENARIO_RULES = (
    dead_end,
    ending_against_points,
    ending_with_choices,
    no_ending,
    no_way_out,
    predictable_choices,
    scenario_without_objective,
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
    unknown_agreement,
    unknown_anchor,
    unknown_changed_lesson,
    unknown_language,
    unknown_lookup_agreement,
    unknown_lookup_lesson,
    unused_media,
    never_reviewed,
    untaught_objective,
    untested_objective,
    pool_without_reserve,
    longest_answers,
    twin_questions,
    right_in_one_place,
    unexplained_abbreviation,
    vague_objective,
    oversized_picture,
    photo_as_png,
    unplayable_recording,
    late_start,
    moving_picture,
    place_in_photo,
    heavy_course,
    heavy_first_view,
)
DATED_RULES = (
    changed_law,
    day_to_come,
    old_review,
    old_source,
)
SLOW_RULES = (hard_to_read,)
SUITE_RULES = (two_codes,)
_LATE_RULES = (*DATED_RULES, *SLOW_RULES)
CODES = tuple(rule.CODE for rule in (*PAGE_RULES, *SCENARIO_RULES, *RULES, *_LATE_RULES, *SUITE_RULES))
ASLEEP = frozenset(rule.CODE.id for rule in _LATE_RULES)  # what a build does not look for


def check_page(page: CheckedPage, report: Report) -> None:
    """Run the rules that look at one page."""
    for rule in PAGE_RULES:
        rule.check(page, report)
    if page.source.scenario:
        for rule in SCENARIO_RULES:
            rule.check(page, report)
    if page.today:
        for late in _LATE_RULES:
            late.check(page, report)


def check(course: Course, report: Report) -> None:
    """Run the rules that look at a whole course."""
    for rule in RULES:
        rule.check(course, report)


def check_suite(courses: Sequence[Course], report: Report) -> None:
    """Run the rules that compare courses."""
    for rule in SUITE_RULES:
        rule.check(courses, report)
