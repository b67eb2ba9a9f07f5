"""The graph that the steps of a scenario make: where one can get to, what can be earned, what is remembered of a way.

Steps that do not exist are passed over here; a rule reports them.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from elearn_builder import keys

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from elearn_builder.model import Step

OUTCOMES = ("bad", "fair", "good")  # from the worst to the best
KEY_BITS = 14
LONGEST = 30  # steps of a way that are remembered; more where a scenario has more steps
MOST_RUNS = 255


def ways(steps: Sequence[Step]) -> dict[str, tuple[str, ...]]:
    """For each step, the steps that its choices lead to."""
    known = {step.id for step in steps}
    return {step.id: tuple(one.to for one in step.choices if one.to in known) for step in steps}


def reached(graph: Mapping[str, Sequence[str]], start: str) -> set[str]:
    """All steps that one can get to from a step, with this one."""
    found, waiting = {start}, [start]
    while waiting:
        for other in graph[waiting.pop()]:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def prospects(steps: Sequence[Step]) -> dict[str, int]:
    """For each step, the best outcome that can still be reached: 1 bad to 3 good, 0 where no ending names one."""
    graph = ways(steps)
    ranks = {step.id: OUTCOMES.index(step.outcome) + 1 if step.outcome else 0 for step in steps}
    return {step.id: max(ranks[other] for other in reached(graph, step.id)) for step in steps}


def most_points(steps: Sequence[Step]) -> int:
    """The most points that a way from the first step to an ending can earn; each choice counts once."""
    return _most(steps, None) if steps else 0


def points_to(steps: Sequence[Step], ending: str) -> tuple[int, int] | None:
    """The fewest and the most points of the ways from the first step to a step; None where none leads there."""
    graph = ways(steps)
    if not steps or ending not in reached(graph, steps[0].id):
        return None
    return _fewest(steps, ending), _most(steps, ending)


def _fewest(steps: Sequence[Step], ending: str) -> int:
    by_id = {step.id: step for step in steps}
    waiting = [(0, steps[0].id)]
    seen: set[str] = set()
    while True:
        points, name = heappop(waiting)
        if name == ending:
            return points
        if name not in seen:
            seen.add(name)
            for one in by_id[name].choices:
                if one.to in by_id:
                    heappush(waiting, (points + one.points, one.to))


def _most(steps: Sequence[Step], ending: str | None) -> int:
    """The most points of a way to a step that can be reached, or of any way.

    Where one can walk in a circle, all choices in it can be made; between circles there is one way on.
    """
    graph = ways(steps)
    around = {name: reached(graph, name) for name in graph}
    circle = {name: frozenset(other for other in around[name] if name in around[other]) for name in graph}
    by_id = {step.id: step for step in steps}
    known: dict[frozenset[str], int] = {}
    # Circles from which fewer steps can be reached come first, so what lies behind a circle is known.
    for own in sorted(set(circle.values()), key=lambda one: len(around[next(iter(one))])):
        if ending is not None and ending not in around[next(iter(own))]:
            continue
        choices = [one for name in own for one in by_id[name].choices if one.to in by_id]
        inside = sum(one.points for one in choices if one.to in own)
        known[own] = inside + max(
            (one.points + known[circle[one.to]] for one in choices if one.to not in own and circle[one.to] in known),
            default=0,
        )
    return known[circle[steps[0].id]]


def step_keys(steps: Sequence[Step]) -> dict[str, int]:
    """The key of each step in the learner's state, unique in its scenario; it hangs on the identifier alone."""
    names = [f"s:{step.id}" for step in steps]
    salts = keys.salts(names, KEY_BITS)
    return {name[2:]: keys.fnv1a(name + salts.get(name, "")) >> (32 - KEY_BITS) for name in names}


def longest_way(steps: Sequence[Step]) -> int:
    """How many steps of a way are remembered; of a longer one, circles are forgotten."""
    return max(LONGEST, len(steps))


def state_bits(steps: Sequence[Step]) -> int:
    """The most bits that a way takes in the learner's state, as ``scenario.js`` packs it."""
    longest = longest_way(steps)
    twins = max((graph.count(to) for graph in ways(steps).values() for to in graph), default=1) - 1
    head = 2 + 7 + keys.small(MOST_RUNS) + 1 + keys.small(longest)
    return head + longest * (KEY_BITS + keys.small(twins))
