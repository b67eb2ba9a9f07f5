"""Findings as workflow commands that a code-hosting site shows beside the lines of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elearn_builder.diagnostics import Diagnostic


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """One command a finding; such sites call a note a notice."""
    lines = []
    for one in diagnostics:
        span = one.span
        place = f"file={_property(span.path)},line={span.line},col={span.col},endColumn={span.end}"
        text = f"{one.message}\n{one.help}" if one.help else one.message
        word = one.code.severity.word.replace("note", "notice")
        lines.append(f"::{word} {place},title={_property(one.code.id)}::{_data(text)}")
    return "".join(f"{line}\n" for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
