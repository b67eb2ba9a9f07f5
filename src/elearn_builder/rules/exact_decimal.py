"""A number with decimals that has to be hit exactly. Whoever calculates with one digit more, or rounds at another
step, is marked wrong with the right idea. Give a tolerance: `= 52.7 ± 0.1 t`, or a range: `= 52.6 to 52.8 t`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.questions.number import Number

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.inspection import CheckedPage

CODE = warning("T117", "a number with decimals and no tolerance", __doc__ or "")


def check(page: CheckedPage, report: Report) -> None:
    """Look at numbers without tolerance; trailing zeros are no decimals."""
    for question in page.lesson.questions:
        answer = question.answer
        if isinstance(answer, Number) and answer.low == answer.high and answer.nominal != int(answer.nominal):
            message = f"only {answer.nominal} itself is right"
            report.add(
                CODE, question.span, message, f"write a tolerance: `= {answer.nominal} ± … {answer.unit}`".rstrip()
            )
