"""Values of settings that are written in another way than the tool reads them: the cure names the right one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from elearn_builder import pipeline

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("setting", "cure"),
    [
        ("reviewed: 24/11/2026", "write `2026-11-24`"),
        ("reviewed: 4.11.2026", "write `2026-11-04` or `2026-04-11`"),
        ("reviewed: 4/4/2026", "write `2026-04-04`"),
        ("reviewed: 2026.1.5", "write `2026-01-05`"),
        ("reviewed: 24 November 2026", "write `2026-11-24`"),
        ("reviewed: November 24, 2026", "write `2026-11-24`"),
        ("reviewed: 31/02/2026", ""),
        ("reviewed: soon", ""),
        ("minutes: 4 min", "write `4`"),
        ("minutes: four", ""),
    ],
)
def test_the_cure_names_the_value(setting: str, cure: str, tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    settings = "id: case\ntitle: Case\nmodules: [{title: Cases, lessons: [01-case]}]\n"
    (tmp_path / "course.yaml").write_text(settings, "utf-8")
    (tmp_path / "lessons" / "01-case.md").write_text(f"---\ntitle: Case\n{setting}\n---\nText.\n", "utf-8")
    found = pipeline.check([(tmp_path, "course")]).diagnostics
    assert [(one.span.line, one.help) for one in found if one.code.id == "C004"] == [(3, cure)]


@pytest.mark.parametrize(
    ("kind", "cure"),
    [
        ("accordion", "write `::: details Title`"),
        ("Quote", "begin each line of the quotation with `> `"),
        ("warnng", "did you mean `warning`?"),
        ("zzz", "there are audio, blanks, cards, "),
    ],
)
def test_a_kind_of_block_that_other_tools_have(kind: str, cure: str, tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    settings = "id: case\ntitle: Case\nmodules: [{title: Cases, lessons: [01-case]}]\n"
    (tmp_path / "course.yaml").write_text(settings, "utf-8")
    (tmp_path / "lessons" / "01-case.md").write_text(f"---\ntitle: Case\n---\n::: {kind}\nText.\n:::\n", "utf-8")
    found = [one for one in pipeline.check([(tmp_path, "course")]).diagnostics if one.code.id == "S001"]
    assert len(found) == 1
    assert found[0].help.startswith(cure)
