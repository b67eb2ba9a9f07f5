"""Inspection cases: pages of steps with choices that lead from one to the other. What their graph says is in
`branching`.
"""

from elearn_builder.scenarios.steps import CODES, read

__all__ = ["CODES", "read"]
