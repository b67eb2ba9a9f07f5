"""Findings as SARIF 2.1.0 (OASIS), the form that code scanning tools exchange."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from elearn_builder import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elearn_builder.diagnostics import Code, Diagnostic

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """A log with one run; rules are those that were broken."""
    codes = {one.code.id: one.code for one in diagnostics}
    order = sorted(codes)
    run = {
        "tool": {
            "driver": {
                "name": "elearn-builder",
                "version": __version__,
                "rules": [_rule(codes[name]) for name in order],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, order.index(one.code.id)) for one in diagnostics],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.id,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.manual},
        "defaultConfiguration": {"level": code.severity.word},
    }


def _result(one: Diagnostic, index: int) -> dict[str, Any]:
    text = f"{one.message}. {one.help}" if one.help else one.message
    region = {"startLine": one.span.line, "startColumn": one.span.col, "endColumn": one.span.end}
    result: dict[str, Any] = {
        "ruleId": one.code.id,
        "ruleIndex": index,
        "level": one.code.severity.word,
        "message": {"text": text},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": quote(os.fsencode(one.span.path))}, "region": region}}
        ],
    }
    if one.excuse:
        result["suppressions"] = [{"kind": "inSource", "justification": one.excuse}]
    return result
