"""What an update can do to learners in progress, as codes: errors where they lose something, warnings where they are
measured anew.
"""

from __future__ import annotations

from elearn_builder.diagnostics import error, warning

OTHER_COURSE = error(
    "P060",
    "an update that is another course",
    """
What is remembered of a learner carries the course's `id` and is believed by no other course. When `id` in course.yaml
was changed, every learner begins anew. Change it back; or upload the package as a course of its own, beside the old
one.
""",
)
LOST_ITEM = error(
    "P061",
    "a part of the package that LMSs no longer find",
    """
LMSs keep status, score and progress under the identifier of each item in the manifest. When an item is gone, or has
another identifier, what is kept under the old one is deleted or never shown again. In packages of elearn-builder,
identifiers come from the `id` of the course and, with `delivery: {units: lesson}`, of the lessons; changing `units`
changes all of them.
""",
)
OTHER_EDITION = error(
    "P062",
    "an update in another standard",
    """
SCORM 1.2 and SCORM 2004 keep results under different names, and no LMS carries them over. Build the update for the
target of the package that is in use, or upload it as a course of its own.
""",
)
LOST_PAGE = error(
    "P063",
    "a page that learners have done and that is gone",
    """
Progress hangs on the identifiers of lessons. When a lesson was renamed (its file, or the `id` in its front matter),
learners have to go through it again: write the old identifier as `id:` into its front matter. When it was really
taken out, its progress is forgotten, and all else is kept.
""",
)
LOST_QUESTION = error(
    "P064",
    "a question whose answers are lost",
    """
Answers hang on the identifiers of questions (`{#battery-first}`). A question that is gone or has another identifier
counts as not answered. Give it the old identifier back; text and title may change freely. With `delivery: {units:
lesson}` each lesson's answers are kept apart, so a question that moves to another lesson loses them too.
""",
)
OTHER_ANSWERS = warning(
    "P065",
    "a question whose answers have changed",
    """
When the answers of a question change (their words, their order, its kind), what a learner answered is not put to the
new words. The question stays answered, and right or wrong; the answer itself is not shown any more.
""",
)
OTHER_ANSWERS_IN_EXAM = error(
    "P066",
    "an exam question whose answers are others",
    """
The kind of the question has changed, how many answers it has, or whether several are right. A learner who is in the
middle of the exam comes back to the same paper, but what was answered to this question is gone: it does not fit its new
answers, and counts as not answered. Publish when nobody is taking the exam, or tell learners to hand in first. Papers
that were handed in keep their result. Where only words have changed, it is P074.
""",
)
OTHER_RULES = warning(
    "P067",
    "an exam that is judged by other rules",
    """
Pass mark, what is drawn, points, right answers, time limit and attempts apply to everybody from the next launch on. Who
has passed stays passed; a paper that was begun is finished with the questions it has, under the new rules.
""",
)
FEWER_ATTEMPTS = error(
    "P068",
    "an exam that may be handed in less often",
    """
Attempts that were made count. Who has handed in as often as is now allowed, and has not passed, cannot try again.
Keep `attempts` in exam.md as it was, or allow more.
""",
)
OTHER_GOAL = warning(
    "P069",
    "a course that is completed by other rules",
    """
What must be done to complete the course, what is locked, and what the LMS is told have changed (`completion` and
`delivery` in course.yaml, or an exam that was added or taken out). Who has completed stays so; others are measured
anew.
""",
)
LOST_STEP = warning(
    "P070",
    "a step of a scenario that is gone",
    """
A learner in the middle of the case goes on at the last step of the way that still exists. Results of ways that came
to an end are kept.
""",
)
MISTAKEN = error(
    "P071",
    "progress that would count for something else",
    """
Progress is stored under short keys made from identifiers. Very rarely a new identifier has the key of an old one, and
what was reached there would count here. Give the new page or question another identifier.

The same happens where a lesson has the identifier of the course and `delivery: {units: …}` changes: the item of the
whole course then is the item of that lesson, or the other way round, and LMSs take the status of the one for the other.
Leave `units` as it was, or upload the package as a course of its own.
""",
)
SAME_VERSION = warning(
    "P072",
    "an update that has the version of the old package",
    """
The version stands at the foot of each page and on certificates, and learners are told what is new by it (`changes` in
course.yaml). Raise `version` with every update.
""",
)
LOST_OBJECTIVE = warning(
    "P073",
    "an objective that is gone",
    """
LMSs keep results of the exam for each objective. What is kept under the old name stays there and is not updated any
more. To reword an objective, keep its identifier in course.yaml.
""",
)
OTHER_WORDS_IN_EXAM = warning(
    "P074",
    "an exam question whose answers have other words",
    """
A slip of the keyboard was mended, an answer was worded anew, or answers stand in another order. Nothing that was handed
in changes. Who is in the middle of the exam comes back to the same paper and is asked this question again, since
nobody but the learner can say whether the old answer still holds.
""",
)
CODES = (
    *(OTHER_COURSE, LOST_ITEM, OTHER_EDITION, LOST_PAGE, LOST_QUESTION, OTHER_ANSWERS, OTHER_ANSWERS_IN_EXAM),
    *(OTHER_RULES, FEWER_ATTEMPTS, OTHER_GOAL, LOST_STEP, MISTAKEN, SAME_VERSION, LOST_OBJECTIVE, OTHER_WORDS_IN_EXAM),
)
