"""Reads a scenario: a page of ``##`` steps with choices that lead from one to the other.

## The papers {#papers}
Text, pictures, blocks as in lessons.

- [Open the doors at once](#doors) {points=0}
    > What happens, said at once.
- [Ask for the movement document](#document) {points=2}

## Detained {#detained .ending outcome=good}
What became of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder.branching import OUTCOMES
from elearn_builder.diagnostics import did_you_mean, error
from elearn_builder.markup import plain
from elearn_builder.model import Heading, Question, Step
from elearn_builder.reader import BAD_VALUE, MISPLACED, UNKNOWN_KEY, propose_identifier
from elearn_builder.scenarios import choices
from elearn_builder.scenarios.braces import BRACES, Braces, check_keys, read_braces
from elearn_builder.scenarios.choices import BAD_CHOICE, find_choices, outside, read_choices
from elearn_builder.source import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from elearn_builder.model import Block
    from elearn_builder.reader import Build, Leaves, Reader
    from elearn_builder.source import Span

NO_STEP_ID = error(
    "Q508",
    "a step without an identifier",
    """
Choices lead to a step by its identifier, and a learner who comes back finds the step by it. So every step has one that
never changes, at the end of its line: `## The papers {#papers}`.
""",
)
NO_STEPS = error(
    "Q510",
    "a scenario without steps",
    """
A scenario is a page of steps. Each begins with `##`, has an identifier, and ends with choices that lead to other steps:

    ## The papers {#papers}
    The declaration says second-hand goods.

    - [Open the doors at once](#doors)
    - [Ask for the movement document](#document)
""",
)
CODES = (*choices.CODES, NO_STEP_ID, NO_STEPS)

_STEP = re.compile(r"##(?!#)[ \t]*(.*?)[ \t]*#*[ \t]*$")


def read(lines: Lines, reader: Reader) -> list[Build]:
    """Read a scenario: the blocks of its opening, then one for each step."""
    starts = [index for index in outside(lines) if _STEP.match(lines.lines[index])]
    opening = lines.cut(0, starts[0] if starts else None)
    for index in find_choices(opening)[:1]:
        message = "this choice stands before the first step"
        reader.report.add(
            BAD_CHOICE, opening.span(index), message, "begin the step with a line `## Title {#identifier}`"
        )
    builds = [_unasked(build, reader) for build in reader.blocks(opening)]
    if not starts:
        where = lines.file.line(1)
        reader.report.add(
            NO_STEPS, where, "this scenario has no steps", "begin each step with `## Title {#identifier}`"
        )
    stops = [*starts[1:], len(lines.lines)]
    return builds + [_step(lines.cut(start, stop), reader) for start, stop in zip(starts, stops, strict=False)]


def _unasked(build: Build, reader: Reader) -> Build:
    """Questions have no place in a scenario: whoever takes another way never meets them."""

    def built(leaves: Leaves) -> Block | None:
        block = build(leaves)
        for one in _inside((block,) if block else ()):
            if isinstance(one, Question):
                message = "a question has no place in a scenario"
                reader.report.add(MISPLACED, one.span, message, "make it a step with choices, or ask it in a lesson")
        return block

    return built


def _inside(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _inside(getattr(block, "children", ()))


def _step(lines: Lines, reader: Reader) -> Build:
    match = _STEP.match(lines.lines[0])
    assert match is not None
    span = lines.span(0)
    found = BRACES.search(match[1])
    words = match[1][: found.start()].strip() if found else match[1]
    braces = read_braces(lines, 0, match.start(1) + found.start(1), found[1], reader) if found else Braces(None, (), {})
    identifier = _identifier(braces, words, span, reader)
    ending, outcome = _ending(braces, reader)
    title = reader.phrase(Lines(lines.file, lines.first, (words or identifier,)))
    starts = find_choices(lines)
    body = lines.cut(1, starts[0] if starts else None)
    builds = [_unasked(build, reader) for build in reader.blocks(body)]
    makes = read_choices(lines.cut(starts[0]), reader) if starts else []

    def build(leaves: Leaves) -> Block | None:
        heading = leaves.inline(title)
        reader.page.headings.append(Heading(2, identifier, plain(heading), span))
        children = tuple(block for one in builds if (block := one(leaves)) is not None)
        made = tuple(make(leaves) for make in makes)
        return Step(identifier, heading, span, children, made, ending, outcome)

    return build


def _identifier(braces: Braces, words: str, span: Span, reader: Reader) -> str:
    if braces.id is None:
        proposal = propose_identifier(words) or "some-word"
        cure = f"add `{{#{proposal}}}` at the end of the line"
        reader.report.add(NO_STEP_ID, span, "this step has no identifier", cure)
        return proposal  # so that choices that lead to it are not reported, too
    return reader.identifier(braces.id) or braces.id.text


def _ending(braces: Braces, reader: Reader) -> tuple[bool, str]:
    for mark in braces.marks:
        if mark.text != "ending":
            cure = did_you_mean(mark.text, ["ending"]) or "a step may be marked as `.ending`"
            reader.report.add(UNKNOWN_KEY, mark.span, f"a step has no mark `.{mark.text}`", cure)
    check_keys(braces, ("outcome",), "step", reader)
    outcome = braces.keys.get("outcome")
    if outcome is None:
        return bool(braces.marks), ""
    if outcome.text not in OUTCOMES:
        message = f"`outcome` is `good`, `fair` or `bad`, not `{outcome.text}`"
        reader.report.add(BAD_VALUE, outcome.span, message, "")
        return True, ""
    if not braces.marks:
        message = "only an ending has an outcome"
        reader.report.add(BAD_VALUE, outcome.span, message, "write `.ending` before it")
    return True, outcome.text
