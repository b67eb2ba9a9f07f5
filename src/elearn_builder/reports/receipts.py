"""What uploads did, for people and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from elearn_builder.reports import machine, tables
from elearn_builder.reports.terminal import STEERING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elearn_builder.diagnostics import Diagnostic
    from elearn_builder.lms.service import Receipt

HEADS = ("Target", "Package", "Result", "Version", "SHA-256", "Where")


def text(receipts: Sequence[Receipt]) -> str:
    """A table, and below it what learners keep and what the LMS remarked."""
    rows = [
        (one.target, one.package, one.action, one.version or "–", one.sha256[:12], one.address or one.id or "–")
        for one in receipts
    ]
    lines = [tables.render(HEADS, rows).rstrip("\n")]
    for one in receipts:
        if one.kept:
            kept = f"{one.kept['pages']} pages and {one.kept['questions']} questions keep their progress"
            lines.append(f"{one.package} → {one.target}: {kept}")
        lines += [f"{one.package} → {one.target} remarks: {note}" for note in one.notes]
    return STEERING.sub("�", "\n".join(lines)) + "\n"


def described(receipt: Receipt) -> dict[str, Any]:
    """A receipt with stable keys."""
    return {
        "target": receipt.target,
        "service": receipt.service,
        "action": receipt.action,
        "time": receipt.time,
        "package": receipt.package,
        "key": receipt.key,
        "title": receipt.title,
        "version": receipt.version,
        "edition": receipt.edition,
        "size": receipt.size,
        "sha256": receipt.sha256,
        "id": receipt.id,
        "address": receipt.address,
        "revision": receipt.revision,
        "kept": dict(receipt.kept),
        "notes": list(receipt.notes),
    }


def one(receipt: Receipt) -> str:
    """A receipt as it is kept."""
    return json.dumps(described(receipt), ensure_ascii=False, indent=2) + "\n"


def together(receipts: Sequence[Receipt], findings: Sequence[Diagnostic]) -> str:
    """All of a run, with its findings, as one JSON object."""
    told = {"uploads": [described(one) for one in receipts], "findings": json.loads(machine.render(findings))}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
