"""The tour as it was read by a person: each page's article, and the manifests. `--rewrite` writes them anew."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from elearn_builder import pipeline

GOLDEN = Path(__file__).parent / "golden"
TARGETS = ["scorm12", "scorm2004-3rd", "scorm2004-4th"]
ARTICLE = re.compile(r'<article class="page[^>]*>\n(.*?)\n</article>', re.DOTALL)


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory, courses: Path) -> dict[str, Path]:
    result = pipeline.build([(courses / "tour", "tour")], TARGETS, tmp_path_factory.mktemp("dist"))
    return {one.target: one.path for one in result.written}


def found(tour: dict[str, Path]) -> dict[str, str]:
    """What is compared, by path below the golden folder. The player and styles have tests of their own."""
    files = {}
    for target, package in tour.items():
        with zipfile.ZipFile(package) as archive:
            files[f"tour/{target}/imsmanifest.xml"] = archive.read("imsmanifest.xml").decode()
            if target == "scorm12":
                for name in archive.namelist():
                    article = ARTICLE.search(archive.read(name).decode()) if name.endswith(".html") else None
                    if article and name != "index.html":
                        files[f"tour/pages/{name}"] = article[1] + "\n"
    return files


def test_as_it_was_read(tour: dict[str, Path], rewrite: bool) -> None:
    files = found(tour)
    if rewrite:
        for old in GOLDEN.rglob("*.*"):
            old.unlink()
        for path, text in files.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_text(text, "utf-8")
        return
    kept = {file.relative_to(GOLDEN).as_posix(): file.read_text("utf-8") for file in GOLDEN.rglob("*.*")}
    missing = sorted(set(kept) - set(files))
    unexpected = sorted(set(files) - set(kept))
    changed = sorted(path for path in set(files) & set(kept) if files[path] != kept[path])
    assert (missing, unexpected, changed) == ([], [], []), "read the difference, then `pytest --rewrite`"


def test_the_first_page_is_the_first_lesson(tour: dict[str, Path]) -> None:
    with zipfile.ZipFile(tour["scorm12"]) as archive:
        index, lesson = (ARTICLE.search(archive.read(name).decode()) for name in ("index.html", "text.html"))
    assert index is not None
    assert lesson is not None
    assert index[1] == lesson[1]


def test_the_script_of_a_page_holds_the_same_article(tour: dict[str, Path]) -> None:
    import json

    with zipfile.ZipFile(tour["scorm12"]) as archive:
        script = archive.read("layout.js").decode()
        article = ARTICLE.search(archive.read("layout.html").decode())
    assert article is not None
    assert json.loads(f"[{script.removeprefix('elearn.page(').rstrip().removesuffix(');')}]") == ["layout", article[1]]


def test_no_trainers_note_reaches_a_learner(tour: dict[str, Path]) -> None:
    for package in tour.values():
        with zipfile.ZipFile(package) as archive:
            for name in archive.namelist():
                assert b"never reaches a learner's package" not in archive.read(name)
                assert b"Ask the group" not in archive.read(name)
