"""Every code there is: for `elearn explain`, the reference and the tests."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from elearn_builder import (
    blocks,
    brackets,
    capacity,
    comparison,
    conformance,
    directives,
    files,
    ignores,
    linkcheck,
    links,
    lms,
    loader,
    markup,
    mentions,
    pagefiles,
    questions,
    reader,
    references,
    rules,
    scenarios,
    suite,
    targets,
    yamlfile,
    yamltree,
)
from elearn_builder.diagnostics import Code

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


def _declared(module: ModuleType) -> Iterator[Code]:
    """Codes that a module keeps under names of its own."""
    yield from (value for value in vars(module).values() if isinstance(value, Code))


def _all() -> Iterator[Code]:
    for module in (
        yamltree,
        yamlfile,
        files,
        pagefiles,
        loader,
        suite,
        directives,
        reader,
        brackets,
        mentions,
        markup,
        links,
    ):
        yield from _declared(module)
    for collected in (
        *(ignores, blocks, questions, scenarios, references, rules),
        *(linkcheck, capacity, targets, conformance, comparison, lms),
    ):
        yield from collected.CODES


CATALOGUE = MappingProxyType(
    {code.id: code for code in sorted(set(_all()), key=lambda code: (code.id[0], int(code.id[1:])))}
)
