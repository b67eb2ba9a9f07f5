"""Findings in the forms people and machines read. One form a file; to add one, its line in `FORMATS`.

A form is a function from findings to text; nothing here prints.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from elearn_builder.reports import machine, sarif, terminal, workflow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from elearn_builder.diagnostics import Diagnostic

    Format = Callable[[Sequence[Diagnostic]], str]

FORMATS: MappingProxyType[str, Format] = MappingProxyType(
    {
        "text": terminal.render,
        "json": machine.render,
        "github": workflow.render,
        "sarif": sarif.render,
    }
)
