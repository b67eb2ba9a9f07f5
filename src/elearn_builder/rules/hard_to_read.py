"""A lesson that is far harder to read than training in plain language should be. Its sentences are long, or its words,
or both: many readers are on duty, on a phone, and not in their first language. Say who does what, one thing in a
sentence; take the verb instead of the noun made from it (“export” for “carry out the exportation of”); put what is
enumerated into a list. The finding names the paragraphs to begin with.

The measure is the reading ease of the course's language: Flesch (1948) in English, Szigriszt Pazos (1993) in Spanish,
Kandel and Moles (1958) in French, Oborneva (2006) in Russian. About 60 to 70 is plain, below 30 is what scholars write
for each other. Arabic and Chinese are not judged, nor lessons of fewer than 100 words, nor headings, tables, questions,
quoted law and what is for trainers. Another limit is set with `checks: {reading_ease: 50}` in course.yaml; 0 is none.
`elearn build` does not measure it; `elearn check` and the preview do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder import readability
from elearn_builder.diagnostics import join_words, warning

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("T124", "a lesson that is hard to read", __doc__ or "")
NAMED = 3  # paragraphs


def check(page: CheckedPage, report: Report) -> None:
    """Measure the page, and name the hardest of its paragraphs."""
    language, limit = page.config.language, page.config.checks.reading_ease
    found = readability.read(page.passages, language) if limit else None
    if found is None or found.ease >= limit:
        return
    message = (
        f"the reading ease of this lesson is {_signed(found.ease)}, less than {limit}: sentences have"
        f" {found.words / found.sentences:.0f} words, words {found.syllables / found.words:.1f} syllables"
    )
    hardest = readability.hardest(page.passages, language)[:NAMED]
    places = [f"line {page.place(index).line} ({_signed(ease)})" for index, ease in hardest]
    cure = "write shorter sentences and plainer words"
    where = page.place(hardest[0][0]) if hardest else page.lesson.span
    report.add(CODE, where, message, f"{cure}, first in {join_words(places)}" if places else cure)


def _signed(ease: int) -> str:
    return str(ease).replace("-", "−")
