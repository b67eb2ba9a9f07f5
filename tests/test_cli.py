"""The command `elearn`, as its users call it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn_builder import __version__
from elearn_builder.cli import COMMANDS, cli

ELEARN = Path(sys.executable).with_name("elearn")


def elearn(*arguments: str | Path, cwd: Path | None = None, stdin: str = "", **environment: str) -> Result:
    """Run in this process."""
    before = Path.cwd()
    os.chdir(cwd or before)
    try:
        return CliRunner().invoke(cli, [str(one) for one in arguments], input=stdin, env=environment)
    finally:
        os.chdir(before)


def real(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the installed command."""
    return subprocess.run([ELEARN, *arguments], cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    assert elearn("new", "course", "--title", "A course", "--language", "en", cwd=tmp_path).exit_code == 0
    return tmp_path / "course"


def test_help_reads_like_a_manual() -> None:
    text = elearn("--help").output
    for name, summary in COMMANDS.items():
        assert name in text
        assert summary in text
    assert "Exit codes" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(name: str) -> None:
    result = elearn(name, "--help")
    assert result.exit_code == 0
    assert f"elearn {name}" in result.output.split("Examples:")[1]


def test_version_imports_nothing_heavy(tmp_path: Path) -> None:
    assert real("--version", cwd=tmp_path).stdout == f"elearn {__version__}\n"
    program = (
        "import sys; sys.argv = ['elearn', '--version']\n"
        "from elearn_builder.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'markdown', 'jinja2', 'lxml', 'yaml', 'msgspec', 'rich', 'multiprocessing', 'zipfile'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1] == "[]"


def test_a_slip_of_the_pen_is_understood() -> None:
    result = elearn("biuld")
    assert result.exit_code == 2
    assert "did you mean `build`?" in result.output


# --- new ---


def test_a_new_course_checks_and_builds(course: Path) -> None:
    assert elearn("check", course, "--strict").exit_code == 0
    result = elearn("build", course, "--target", "all", cwd=course.parent)
    assert result.exit_code == 0, result.output
    assert len(list((course.parent / "dist").iterdir())) == 4


def test_new_takes_any_title_and_folder(tmp_path: Path) -> None:
    for folder, title in [("Ümlaut & Co", 'He said: "no" # really'), ("123", "yes"), ("x/y/z", "العربية")]:
        assert elearn("new", folder, "--title", title, "--language", "en", cwd=tmp_path).exit_code == 0
        assert elearn("check", tmp_path / folder, "--strict").exit_code == 0


def test_new_without_options_and_without_a_terminal(tmp_path: Path) -> None:
    assert elearn("new", "my-first-course", cwd=tmp_path).exit_code == 0
    assert 'title: "My first course"' in (tmp_path / "my-first-course" / "course.yaml").read_text("utf-8")


def test_new_fills_the_empty_folder_one_stands_in(tmp_path: Path) -> None:
    assert elearn("new", ".", cwd=tmp_path).exit_code == 0
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")], "nothing else is left behind"
    today = datetime.now().astimezone().date().isoformat()
    for file in (tmp_path / "course.yaml", tmp_path / "lessons" / "01-papers.md"):
        assert f"reviewed: {today}" in file.read_text(encoding="utf-8")
    assert elearn("check", "--strict", cwd=tmp_path).exit_code == 0


def test_new_overwrites_nothing(course: Path) -> None:
    before = {file: file.read_bytes() for file in course.rglob("*") if file.is_file()}
    result = elearn("new", "course", "--title", "x", "--language", "en", cwd=course.parent)
    assert result.exit_code == 1
    assert "not empty" in result.output
    assert {file: file.read_bytes() for file in course.rglob("*") if file.is_file()} == before
    file = course.parent / "file"
    file.write_text("mine")
    assert elearn("new", "file", "--title", "x", cwd=course.parent).exit_code == 1
    assert file.read_text() == "mine"


def test_new_refuses_what_is_no_language(tmp_path: Path) -> None:
    result = elearn("new", "x", "--title", "x", "--language", "English", cwd=tmp_path)
    assert result.exit_code == 2
    assert not (tmp_path / "x").exists()


# --- check ---


@pytest.fixture
def faulty(course: Path) -> Path:
    lesson = course / "lessons" / "01-papers.md"
    text = lesson.read_text("utf-8").replace("- [x]", "- [ ]").replace("::: tip", "::: tpi")
    lesson.write_text(text, "utf-8")
    return course


def test_findings_as_text(faulty: Path) -> None:
    result = elearn("check", "course", cwd=faulty.parent)
    assert result.exit_code == 1
    assert "error[Q204]: no answer is marked as right\n  --> course/lessons/01-papers.md:" in result.stdout
    assert "= help: did you mean `tip`?" in result.stdout
    assert "= more: elearn explain S001" in result.stdout
    assert result.stdout.endswith("2 errors\n")
    assert "\x1b" not in result.stdout, "no colours when piped"


def test_findings_as_json(faulty: Path) -> None:
    result = elearn("check", "course", "--format", "json", cwd=faulty.parent)
    found = json.loads(result.stdout)
    assert [one["code"] for one in found] == ["S001", "Q204"]
    assert found[0] == {
        "code": "S001",
        "severity": "error",
        "message": "there is no kind of block `tpi`",
        "help": "did you mean `tip`?",
        "file": "course/lessons/01-papers.md",
        "line": found[0]["line"],
        "column": 5,
        "end_column": 8,
    }


def test_findings_as_annotations(faulty: Path) -> None:
    lines = elearn("check", "course", "--format", "github", cwd=faulty.parent).stdout.splitlines()
    assert re.fullmatch(
        r"::error file=course/lessons/01-papers.md,line=\d+,col=5,endColumn=8,title=S001::"
        r"there is no kind of block `tpi`%0Adid you mean `tip`\?",
        lines[0],
    )


def test_findings_as_sarif(faulty: Path) -> None:
    log = json.loads(elearn("check", "course", "--format", "sarif", cwd=faulty.parent).stdout)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] > 1
        assert region["endColumn"] > region["startColumn"]


def test_strict_fails_on_warnings(course: Path) -> None:
    (course / "media" / "unused.svg").write_bytes((course / "media" / "way.svg").read_bytes())
    assert elearn("check", course).exit_code == 0
    assert elearn("check", course, "--strict").exit_code == 1
    assert elearn("build", course, "--strict", "-o", course.parent / "dist").exit_code == 1
    assert not (course.parent / "dist").exists()


def test_courses_are_found_where_one_stands(course: Path) -> None:
    root = course.parent
    assert "1 course checked" in elearn("check", cwd=course).output
    assert "1 course checked" in elearn("check", cwd=root).output
    (root / "courses").mkdir()
    course.rename(root / "courses" / "one")
    elearn("new", "courses/two", "--title", "Two", cwd=root)
    assert "2 courses checked" in elearn("check", cwd=root).output
    empty = root / "empty"
    empty.mkdir()
    assert elearn("check", cwd=empty).exit_code == 2


# --- build ---


def test_the_table_names_package_target_size_and_hash(course: Path) -> None:
    result = elearn("build", "course", cwd=course.parent)
    head, _, row = result.stdout.splitlines()
    assert head.split() == ["Package", "Target", "Size", "State", "SHA-256"]
    assert row.startswith("dist/course-scorm12.zip  scorm12")
    assert re.search(r" [0-9a-f]{64}$", row)


def test_a_failed_build_says_so(faulty: Path) -> None:
    result = elearn("build", "course", cwd=faulty.parent)
    assert result.exit_code == 1
    assert "Q204" in result.stderr
    assert "nothing was written" in result.stderr
    assert result.stdout == ""


def test_an_output_that_cannot_be_written_is_said_in_words(course: Path) -> None:
    (course.parent / "file").write_text("a file")
    done = real("build", "course", "-o", "file/inside", cwd=course.parent)
    assert done.returncode == 3
    assert done.stderr.startswith("elearn: Not a directory: ")


def test_a_bug_is_no_traceback(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from elearn_builder import cli as door
    from elearn_builder import pipeline

    def broken(*_: object, **__: object) -> None:
        message = "something is wrong"
        raise ZeroDivisionError(message)

    monkeypatch.setattr(pipeline, "check", broken)
    monkeypatch.setattr(sys, "argv", ["elearn", "check", str(course)])
    with pytest.raises(SystemExit) as end:
        door.main()
    assert end.value.code == 3
    said = capsys.readouterr().err
    assert "this is a mistake in elearn-builder, not in your course" in said
    kept = Path(said.strip().rsplit(" ", 1)[1])
    assert "ZeroDivisionError" in kept.read_text("utf-8")
    kept.unlink()


# --- verify, explain, completion ---


def test_verify_finds_what_is_wrong(course: Path) -> None:
    elearn("build", "course", cwd=course.parent)
    package = course.parent / "dist" / "course-scorm12.zip"
    assert elearn("verify", package).exit_code == 0
    broken = course.parent / "broken.zip"
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            if name != "index.html":
                target.writestr(name, source.read(name))
    result = elearn("verify", "broken.zip", cwd=course.parent)
    assert result.exit_code == 1
    assert "error[P036]: there is no file `index.html` in the package" in result.stdout
    assert "--> broken.zip!/imsmanifest.xml:" in result.stdout


def test_explain(course: Path) -> None:
    assert "mark the right answer" in elearn("explain", "q204").output.lower()
    assert "Q204" in elearn("explain", "Q").output
    assert "P001" not in elearn("explain", "Q").output
    result = elearn("explain", "Q999")
    assert result.exit_code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    assert "_ELEARN_COMPLETE" in elearn("completion", shell).output


def test_the_tab_key_completes_commands_and_targets(tmp_path: Path) -> None:
    def complete(words: str, position: int) -> str:
        environment = {
            **os.environ,
            "_ELEARN_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(position),
        }
        return subprocess.run(
            [ELEARN], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
        ).stdout

    assert "plain,build" in complete("elearn bu", 1)
    assert "plain,scorm12" in complete("elearn build --target sc", 3)
