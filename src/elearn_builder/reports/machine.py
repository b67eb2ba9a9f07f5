"""Findings as JSON, for editors and scripts: a list of objects, stable keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elearn_builder.diagnostics import Diagnostic


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """An array of findings; lines and columns count from 1, ``end_column`` is the column after the last."""
    found = [
        {
            "code": one.code.id,
            "severity": one.code.severity.word,
            "message": one.message,
            "help": one.help,
            "file": one.span.path,
            "line": one.span.line,
            "column": one.span.col,
            "end_column": one.span.end,
        }
        for one in diagnostics
    ]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
