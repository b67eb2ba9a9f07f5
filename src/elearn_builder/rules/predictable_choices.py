"""In every step of a scenario the best choice stands in the same place, or it is the longest one. After two steps
learners follow the pattern and stop thinking about the load. Choices stay in the order in which they are written:
move some, shorten the good ones, and let bad ones sound reasonable. Scenarios with fewer than four such steps are not
told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.branching import prospects
from elearn_builder.diagnostics import warning
from elearn_builder.inspection import longest, text_of

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage
    from elearn_builder.model import Step

CODE = warning("T118", "a scenario in which the best choice can be guessed", __doc__ or "")

ENOUGH = 4  # steps; with two choices each, chance does it in one scenario of sixteen


def check(page: CheckedPage, report: Report) -> None:
    """Compare the best choices of all steps in which one choice is better than the others."""
    steps = page.lesson.steps
    if not steps or any(choice.to not in {step.id for step in steps} for step in steps for choice in step.choices):
        return
    ahead = prospects(steps)
    decided = [(step, best) for step in steps if (best := _best(step, ahead)) is not None]
    if len(decided) < ENOUGH:
        return
    first = decided[0][0].choices[decided[0][1]].span
    place = ""
    if len({best for _, best in decided}) == 1:
        place = f"choice {decided[0][1] + 1}"
    elif all(best == len(step.choices) - 1 for step, best in decided):
        place = "the last choice"
    if place:
        message = f"in all {len(decided)} steps that ask for a decision, {place} is the best"
        report.add(CODE, first, message, "move the best choice in some of them")
    if all(_longest(step, best) for step, best in decided):
        message = f"in all {len(decided)} steps that ask for a decision, the best choice is the longest"
        report.add(CODE, first, message, "shorten it in some of them, or let another one say more")


def _best(step: Step, ahead: dict[str, int]) -> int | None:
    """The index of the choice that earns most, or else leads to the best outcome; None where several do."""
    worth = [(choice.points, ahead[choice.to]) for choice in step.choices]
    most = max(worth, default=(0, 0))
    return worth.index(most) if len(worth) > 1 and worth.count(most) == 1 else None


def _longest(step: Step, best: int) -> bool:
    return longest([len(text_of(choice.text)) for choice in step.choices], best)
