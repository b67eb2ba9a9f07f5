"""`elearn check --fix`: certain cures only, and nothing else in the file is touched."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn_builder import mending, pipeline
from elearn_builder.cli import cli

COURSE = "id: case\ntitle: Case\nobjectives: {o: Find mistakes}\nmodules:\n- title: Cases\n  lessons: [01-case]\n"
HEAD = "---\ntitle: Case\n---\n"
PAGE = "lessons/01-case.md"
CASES = {
    "heading": ("## A\n\n#### B\n\n##### C\n\n#### D\n\n## E\n", "## A\n\n### B\n\n#### C\n\n### D\n\n## E\n"),
    "heading twice": ("## A\n\n#### B\n\n###### C\n", "## A\n\n### B\n\n#### C\n"),
    "top heading": ("Text.\n\n# A\n\n## B\n", "Text.\n\n## A\n\n## B\n"),
    "case of a path": ("![A square](../media/Square.SVG)\n", "![A square](../media/square.svg)\n"),
    "boxes": (
        "::: choice Which? {#q objective=o}\n- [X ] One\n  > Yes.\n- [] Two\n  > No.\n:::\n",
        "::: choice Which? {#q objective=o}\n- [x] One\n  > Yes.\n- [ ] Two\n  > No.\n:::\n",
    ),
    "codes": (
        "DDT ([[cas:50 29 3]]) is [[hs:2903-92]].\n",
        "DDT ([[cas:50-29-3]]) is [[hs:2903.92]].\n",
    ),
    "typed code": ("Batteries are A1160.\n", "Batteries are [[waste:A1160]].\n"),
    "control character": ("One\x0b line\x02.\n", "One line.\n"),
    "idle comment": ("<!-- elearn-ignore T101: gone -->\nText.\n", "Text.\n"),
    "idle comment at the end": ("Text. <!-- elearn-ignore T101: gone -->\n", "Text.\n"),
    "one of two": (
        "<!-- elearn-ignore T101, A004: drawn so -->\n#### Form\n",
        "<!-- elearn-ignore A004: drawn so -->\n#### Form\n",
    ),
}


def course(folder: Path, page: bytes | str, settings: str = COURSE) -> Path:
    for name in ("lessons", "media"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "course.yaml").write_text(settings, "utf-8")
    data = page if isinstance(page, bytes) else page.encode("utf-8")
    (folder / PAGE).write_bytes(data)
    return folder


def fix(folder: Path, *more: str) -> Result:
    return CliRunner().invoke(cli, ["check", "--fix", "--today", "2026-11-24", str(folder), *more])


@pytest.mark.parametrize("name", CASES)
def test_cure(tmp_path: Path, name: str) -> None:
    before, after = CASES[name]
    course(tmp_path, HEAD + before)
    if "Square" in before:
        (tmp_path / "media" / "square.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    result = fix(tmp_path, "--strict")
    assert (tmp_path / PAGE).read_bytes().decode() == HEAD + after
    assert result.exit_code == 0, result.output
    again = fix(tmp_path, "--strict")
    assert "mended" not in again.output
    assert (tmp_path / PAGE).read_bytes().decode() == HEAD + after


def test_misspelled_settings(tmp_path: Path) -> None:
    course(tmp_path, "---\ntitle: Case\nobjectivs: [o]\n---\nText.\n", COURSE + "pass_mrak: 70\nfoo: 1\n")
    result = fix(tmp_path)
    assert "objectives: [o]" in (tmp_path / PAGE).read_text()
    assert (tmp_path / "course.yaml").read_text() == COURSE + "pass_mark: 70\nfoo: 1\n"
    assert "there is no setting `foo`" in result.output
    assert result.exit_code == 1


def test_a_key_that_is_there_already_is_not_made_twice(tmp_path: Path) -> None:
    course(tmp_path, HEAD + "Text.\n", COURSE + "titel: Other\n")
    fix(tmp_path)
    assert (tmp_path / "course.yaml").read_text() == COURSE + "titel: Other\n"


def test_idle_settings(tmp_path: Path) -> None:
    page = "---\ntitle: Case\nignore:\n  T101: gone\n  A004: drawn so\n---\n#### Form\n"
    course(tmp_path, page)
    fix(tmp_path)
    assert (tmp_path / PAGE).read_text() == page.replace("  T101: gone\n", "")


def test_a_reason_over_several_lines_is_left_to_the_author(tmp_path: Path) -> None:
    page = "---\ntitle: Case\nignore:\n  T101: >-\n    gone\n    long ago\n---\nText.\n"
    course(tmp_path, page)
    assert "C033" in fix(tmp_path).output
    assert (tmp_path / PAGE).read_text() == page


def test_a_comment_with_a_slip_of_the_pen_is_left_to_the_author(tmp_path: Path) -> None:
    page = HEAD + "<!-- elearn-ignore T101, T1002: said above -->\nText.\n"
    course(tmp_path, page)
    fix(tmp_path)
    assert (tmp_path / PAGE).read_text() == page


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_bytes_around_stay(tmp_path: Path, end: str, mark: bytes) -> None:
    text = HEAD + "Größe, 大小.\n\n# A\n\nEnd without a line end"
    course(tmp_path, mark + text.replace("\n", end).encode())
    (tmp_path / PAGE).chmod(0o640)
    fix(tmp_path)
    assert (tmp_path / PAGE).read_bytes() == mark + text.replace("# A", "## A").replace("\n", end).encode()
    assert stat.S_IMODE((tmp_path / PAGE).stat().st_mode) == 0o640
    assert [file.name for file in (tmp_path / "lessons").iterdir()] == ["01-case.md"]


def test_diff_writes_nothing(tmp_path: Path) -> None:
    course(tmp_path, HEAD + "# A\n\n# B\n")
    result = fix(tmp_path, "--diff")
    assert result.exit_code == 1
    assert "-# B\n+## B\n" in result.output
    assert (tmp_path / PAGE).read_text() == HEAD + "# A\n\n# B\n"
    course(tmp_path, HEAD + "## A\n")
    assert fix(tmp_path, "--diff").exit_code == 0


def test_diff_needs_fix(tmp_path: Path) -> None:
    course(tmp_path, HEAD + "Text.\n")
    assert CliRunner().invoke(cli, ["check", "--diff", str(tmp_path)]).exit_code == 2


def test_a_file_that_changed_since_is_left_alone(tmp_path: Path) -> None:
    course(tmp_path, HEAD + "Text.\n\n# A\n")
    roots = [(tmp_path, "case")]
    found = pipeline.check(roots, today=date(2026, 11, 24)).diagnostics
    (planned,) = mending.plan(found, roots)
    course(tmp_path, HEAD + "Text.\n\n# A\n\nMore.\n")
    assert not mending.write(planned)
    assert (tmp_path / PAGE).read_text().endswith("# A\n\nMore.\n")
    course(tmp_path, HEAD + "Text.\n\n## A\n")
    assert mending.plan(found, roots) == []


def test_a_linked_file_is_changed_where_it_is(tmp_path: Path) -> None:
    course(tmp_path, HEAD + "Text.\n\n# A\n")
    (tmp_path / PAGE).rename(tmp_path / "lessons" / "_real.md")
    (tmp_path / PAGE).symlink_to("_real.md")
    fix(tmp_path)
    assert (tmp_path / PAGE).is_symlink()
    assert (tmp_path / "lessons" / "_real.md").read_text().endswith("## A\n")


def test_what_no_finding_names_is_never_changed(tmp_path: Path) -> None:
    page = HEAD + "Text with ` code [[hs:2903-92]] `.\n\n    # no heading\n\n```\n#### no heading, A1160\n```\n"
    course(tmp_path, page)
    fix(tmp_path)
    assert (tmp_path / PAGE).read_text() == page
