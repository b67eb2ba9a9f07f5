"""Conformance of SCORM packages, ours or not: what the official judges check, and what real LMSs stumble over.

`verify` looks at contents (`archive`): names, manifest, schemas, structure, sequencing. Everything from outside is
hostile until shown otherwise: nothing is unpacked to disk, sizes and depths are limited, no entity is resolved,
nothing is fetched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.conformance import archive, content, document, names, schemas, sequences, structure

if TYPE_CHECKING:
    from pathlib import Path

    from elearn_builder.conformance.archive import Contents
    from elearn_builder.diagnostics import Report

CODES = (
    *archive.CODES,
    *names.CODES,
    *document.CODES,
    *schemas.CODES,
    *structure.CODES,
    *content.CODES,
    *sequences.CODES,
)


def verify(contents: Contents, report: Report) -> None:
    """Check what is in a package; reports P codes."""
    paths = frozenset(contents.paths)
    found = document.read(contents, paths, report)
    if found is None:
        names.check(contents, frozenset(), report)
        return
    names.check(contents, content.check(found, paths, report), report)
    structure.check(found, report)
    sequences.check(found, report)
    schemas.control_files(found, paths, report)
    schemas.metadata(found, report)
    schemas.metadata_files(found, contents, report)
    schemas.validate(found, report)


def verify_file(file: Path, shown: str, report: Report) -> None:
    """Check a zip file on disk."""
    with archive.open_zip(file, shown, report) as contents:
        if contents is not None:
            verify(contents, report)


__all__ = ["CODES", "verify", "verify_file"]
