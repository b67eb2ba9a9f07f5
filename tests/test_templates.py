"""Templates come compiled; one that has changed since is compiled when it is needed."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from elearn_builder import pipeline, resources

FOLDER = resources.folder("templates")
TEMPLATES = sorted(f"templates/{file.relative_to(FOLDER).as_posix()}" for file in FOLDER.rglob("*.j2"))


@pytest.mark.parametrize("template", TEMPLATES)
def test_compiled(template: str) -> None:
    assert resources.compiled(template, jinja2.__version__), "`make player` compiles templates anew"


def test_another_jinja_compiles_for_itself() -> None:
    assert not any(resources.compiled(template, "2.0") for template in TEMPLATES)


def test_a_changed_template_is_not_taken_for_the_compiled_one(monkeypatch: pytest.MonkeyPatch) -> None:
    resources.compiled.cache_clear()
    monkeypatch.setattr(resources, "text", lambda path: "changed" if path == TEMPLATES[0] else "")
    assert not resources.compiled(TEMPLATES[0], jinja2.__version__)
    resources.compiled.cache_clear()


def test_both_ways_give_the_same_pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, courses: Path) -> None:
    digests = []
    for ready in (True, False):
        if not ready:
            monkeypatch.setattr(resources, "compiled", lambda *_: False)
        result = pipeline.build([(courses / "tour", "tour")], ["scorm12"], tmp_path / str(ready))
        digests.append([one.sha256 for one in result.written])
    assert digests[0] == digests[1] != []


def test_verified_beside_or_before_writing(tmp_path: Path, courses: Path) -> None:
    """One package and more workers: it is verified in a thread while it is written."""
    digests = {
        pipeline.build([(courses / "tour", "tour")], ["scorm12"], tmp_path / str(workers), workers=workers)
        .written[0]
        .sha256
        for workers in (1, 3)
    }
    assert len(digests) == 1
