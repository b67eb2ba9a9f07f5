"""Findings for people: the line, what is wrong, how to cure it. Readable without colour and when piped."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elearn_builder.diagnostics import Diagnostic

RED, YELLOW, BLUE, BOLD, PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[34m", "\x1b[1m", "\x1b[0m"
SHADES = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.NOTE: BLUE}
WIDTH = 110
# Names and lines may come from files of others: signs that steer a terminal or turn the direction of text.
STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def render(diagnostics: Sequence[Diagnostic], *, colour: bool = False) -> str:
    """All findings with their lines, and a count."""
    if not diagnostics:
        return ""
    parts = [_one(diagnostic, colour=colour) for diagnostic in diagnostics]
    return "\n".join([*parts, count(diagnostics)]) + "\n"


def count(diagnostics: Sequence[Diagnostic]) -> str:
    """How many errors, warnings and notes there are."""
    numbers = Counter(diagnostic.code.severity for diagnostic in diagnostics)
    words = [
        f"{numbers[severity]} {severity.word}{'' if numbers[severity] == 1 else 's'}"
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
        if numbers[severity]
    ]
    return ", ".join(words)


def _one(diagnostic: Diagnostic, *, colour: bool) -> str:
    def paint(text: str, *codes: str) -> str:
        return f"{''.join(codes)}{text}{PLAIN}" if colour else text

    span = diagnostic.span
    shade = SHADES[diagnostic.code.severity]
    head = f"{diagnostic.code.severity.word}[{diagnostic.code.id}]"
    lines = [f"{paint(head, shade, BOLD)}: {paint(_still(diagnostic.message), BOLD)}"]
    lines.append(f"  {paint('-->', BLUE)} {_still(span.path)}:{span.line}:{span.col}")
    if span.excerpt.strip():
        number = str(span.line)
        gap = " " * len(number)
        text, start, length = _cut(_still(span.excerpt), span.col - 1, max(1, span.end - span.col))
        bar = paint("|", BLUE)
        lines.append(f"{gap} {bar}")
        lines.append(f"{paint(number, BLUE)} {bar} {text}")
        lines.append(f"{gap} {bar} {' ' * start}{paint('^' * length, shade)}")
    if diagnostic.help:
        lines.append(f"   {paint('=', BLUE)} help: {_still(diagnostic.help)}")
    lines.append(f"   {paint('=', BLUE)} more: elearn explain {diagnostic.code.id}")
    return "\n".join(lines) + "\n"


def _still(text: str) -> str:
    return STEERING.sub("�", text)


def _cut(line: str, start: int, length: int) -> tuple[str, int, int]:
    """A long line cut around the place, tabs as blanks; and where the place is then."""
    line = line.replace("\t", " ").rstrip()
    if len(line) > WIDTH:
        first = max(0, min(start - 30, len(line) - WIDTH))
        cut = line[first : first + WIDTH]
        prefix, suffix = "…" if first else "", "…" if first + WIDTH < len(line) else ""
        line = prefix + cut + suffix
        start = start - first + len(prefix)
    start = max(0, min(start, len(line)))
    return line, start, max(1, min(length, len(line) - start))
