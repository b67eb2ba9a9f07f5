"""A comparison of two packages, for people and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from elearn_builder.reports import tables
from elearn_builder.reports.terminal import STEERING

if TYPE_CHECKING:
    from elearn_builder.comparison import Comparison
    from elearn_builder.comparison.published import Published

EDITIONS = {
    "scorm12": "SCORM 1.2",
    "scorm2004-3rd": "SCORM 2004 3rd edition",
    "scorm2004-4th": "SCORM 2004 4th edition",
}


def text(found: Comparison) -> str:
    """Both packages, a table of what is different, the cures, and how much is kept."""
    lines = [f"old  {_named(found.old)}", f"new  {_named(found.new)}", ""]
    if found.manifests_only:
        lines += ["Not both packages are made with elearn-builder: only their manifests are compared.", ""]
    if found.differences:
        rows = [
            [one.effect, one.code.id if one.code else "", one.about, one.id, one.message] for one in found.differences
        ]
        lines.append(tables.render(["Effect", "Code", "What", "Identifier", "For learners in progress"], rows))
    cures = dict.fromkeys(f"  {one.code.id} {one.id}: {one.help}" for one in found.differences if one.code and one.help)
    if cures:
        lines += ["What to do:", *cures, ""]
    lines.append(_sum(found))
    return STEERING.sub("�", "\n".join(lines)) + "\n"


def _named(package: Published) -> str:
    course = package.course
    what = f"{course.id} {course.version}, " if course else ""
    return f"{package.shown}: {what}{EDITIONS[package.edition]}"


def _sum(found: Comparison) -> str:
    if not found.differences:
        same = "what the manifests say" if found.manifests_only else "everything that learners' progress hangs on"
        return f"Learners keep all they have: {same} is the same."
    lost = sum(one.effect == "lost" for one in found.differences)
    kept = "" if found.manifests_only else f"; {found.pages} pages and {found.questions} questions keep their progress"
    if not lost:
        return f"Learners in progress lose nothing{kept}."
    return f"Learners in progress lose {lost} thing{'s' if lost != 1 else ''}{kept}. More: elearn explain CODE"


def machine(found: Comparison) -> str:
    """One JSON object; ``loses`` says what the exit code says."""
    told = {
        "old": _described(found.old),
        "new": _described(found.new),
        "manifests_only": found.manifests_only,
        "loses": found.loses,
        "kept": {"pages": found.pages, "questions": found.questions},
        "differences": [
            {
                "effect": one.effect,
                "code": one.code.id if one.code else None,
                "about": one.about,
                "id": one.id,
                "message": one.message,
                "help": one.help,
            }
            for one in found.differences
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _described(package: Published) -> dict[str, Any]:
    course = package.course
    described: dict[str, Any] = {"file": package.shown, "edition": package.edition}
    if course:
        described |= {"id": course.id, "version": course.version, "state_size": course.state_size}
    return described
