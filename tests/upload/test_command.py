"""`elearn upload` as authors use it: settings, several places, receipts, guides; no secret in anything it writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn_builder import resources
from elearn_builder.cli import cli
from elearn_builder.lms import guide, scorm_cloud, settings
from tests.case_pages import COURSE
from tests.upload.conftest import LESSON
from tests.upload.fakes import moodle as moodle_fake
from tests.upload.fakes.moodle import PASSWORD, FakeMoodle
from tests.upload.fakes.moodle_services import TOKEN, FakeMoodleServices
from tests.upload.fakes.scorm_cloud import APP, SECRET, FakeScormCloud


@pytest.fixture
def moodle() -> Iterator[FakeMoodleServices]:
    with FakeMoodleServices() as fake:
        yield fake


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeScormCloud]:
    monkeypatch.setattr(scorm_cloud, "POLL", 0.0)
    with FakeScormCloud() as fake:
        yield fake


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moodle: FakeMoodle, cloud: FakeScormCloud) -> Path:
    """A folder with a course, and settings of a Moodle (with its plugin and without), a SCORM Cloud and a folder."""
    (tmp_path / "case" / "lessons").mkdir(parents=True)
    (tmp_path / "case" / "course.yaml").write_text(COURSE, "utf-8")
    (tmp_path / "case" / "lessons" / "01-case.md").write_text(LESSON, "utf-8")
    (tmp_path / "archive").mkdir()
    (tmp_path / "elearn.toml").write_text(
        f"""\
[targets.academy]
service = "moodle"
address = "{moodle.address}"
course = 12
user = "trainer"

[targets.plugged]
service = "moodle-plugin"
address = "{moodle.address}"
course = 12

[targets.cloud]
service = "scorm-cloud"
address = "{cloud.address}/api/v2"
user = "{APP}"

[targets.archive]
service = "folder"
folder = "archive"
""",
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ELEARN_CLOUD_PASSWORD", SECRET)
    return tmp_path


def upload(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["upload", *arguments])


def test_one_course_to_several_places_in_the_format_of_each(
    here: Path, moodle: FakeMoodle, cloud: FakeScormCloud
) -> None:
    result = upload("case", "--to", "academy", "--to", "cloud", "--to", "archive")
    assert result.exit_code == 0, result.output
    rows = [line.split()[:3] for line in result.stdout.splitlines()[2:] if "remarks" not in line]
    assert rows == [
        ["academy", "case-scorm12.zip", "created"],
        ["cloud", "case-scorm2004-4th.zip", "created"],
        ["archive", "case-scorm12.zip", "created"],
    ]
    assert "cloud remarks: [WARNING] the title is long" in result.stdout
    assert len(moodle.activities) == len(cloud.versions) == 1
    assert sorted(file.name for file in (here / "archive").iterdir()) == ["case-scorm12.zip", "case-scorm12.zip.sha256"]


def test_a_place_that_fails_does_not_stop_the_others(here: Path, moodle: FakeMoodle, cloud: FakeScormCloud) -> None:
    moodle.moods = ["denied"]
    result = upload("case", "--to", "academy", "--to", "cloud")
    assert result.exit_code == 1
    assert "U012" in result.output
    assert "created" in result.stdout
    assert cloud.versions


def test_the_exit_code_tells_what_only_waiting_cures(here: Path, moodle: FakeMoodle) -> None:
    moodle.moods = ["maintenance"]
    assert upload("case", "--to", "academy").exit_code == 3


def test_receipts_are_kept(here: Path) -> None:
    upload("case", "--to", "archive")
    (kept,) = (here / "dist" / "receipts").iterdir()
    receipt = json.loads(kept.read_text("utf-8"))
    assert receipt["action"] == "created"
    assert receipt["package"] == "case-scorm12.zip"
    assert kept.name == f"case-scorm12.archive.{receipt['time'].replace('-', '').replace(':', '')}.json"


def test_a_dry_run_leaves_no_receipt(here: Path) -> None:
    result = upload("case", "--to", "archive", "--dry-run")
    assert "would create" in result.stdout
    assert not (here / "dist" / "receipts").exists()
    assert not list((here / "archive").iterdir())


def test_json_for_programs(here: Path) -> None:
    result = upload("case", "--to", "archive", "--json")
    told = json.loads(result.stdout)
    assert [one["action"] for one in told["uploads"]] == ["created"]
    assert {one["code"] for one in told["findings"]} == {"T102"}, "warnings of the course"
    told = json.loads(upload("case", "--to", "nowhere", "--json").stdout)
    assert [one["code"] for one in told["findings"]] == ["U002"]


def test_a_package_that_is_not_fit_is_not_sent(here: Path, moodle: FakeMoodle) -> None:
    (here / "broken.zip").write_bytes(b"PK")
    result = upload("broken.zip", "--to", "academy")
    assert result.exit_code == 1
    assert "P001" in result.output
    assert not moodle.asked


def test_a_course_with_errors_is_not_sent(here: Path, moodle: FakeMoodle) -> None:
    (here / "case" / "lessons" / "01-case.md").write_text(LESSON.replace("[x]", "[ ]"), "utf-8")
    result = upload("case", "--to", "academy")
    assert result.exit_code == 1
    assert not moodle.asked


def test_nothing_is_guessed_without_a_place(here: Path) -> None:
    result = upload("case")
    assert result.exit_code == 2
    assert "--to NAME" in result.output


def test_settings_are_found_above_and_the_nearest_count(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = here / "own.toml"
    own.write_text(
        '[targets.archive]\nservice = "folder"\nfolder = "nowhere"\n[targets.mine]\nservice = "folder"\n', "utf-8"
    )
    monkeypatch.setattr(settings, "own_file", lambda: own)
    below = here / "case" / "lessons"
    assert settings.files(below) == [here / "elearn.toml", own]
    assert upload("case", "--to", "archive").exit_code == 0, "the project's target hides the user's own"
    assert "own.toml:4" in upload("case", "--to", "mine").output


@pytest.mark.parametrize("name", guide.names())
def test_each_guide_names_a_package_to_build(name: str) -> None:
    result = upload("--guide", name)
    assert result.exit_code == 0
    assert result.stdout.startswith("# ")
    assert "A new version: " in result.stdout
    assert "SCORM 1.2" in result.stdout or "SCORM 2004" in result.stdout


def test_an_unknown_guide() -> None:
    result = upload("--guide", "canvass")
    assert result.exit_code == 2
    assert "did you mean `canvas`?" in result.output


def test_guides_ship_with_the_package() -> None:
    assert {"canvas", "chamilo", "blackboard", "totara"} <= set(guide.names())
    assert (resources.folder("templates") / "guides" / "canvas.md").is_file()


MOODS = ["", "sso", "form", "denied", "ended", "quota", "refuse", "echo", "changed", "maintenance"]
MOODS += ["drop:login", "drop:submit", "500:form", "500:submit", "html:draft"]


TOKEN_MOODS = ["", "echo", "drop:look", "drop:token_draft", "lose:put", "500:put", "html:look", "html:token_draft"]
TOKEN_MOODS += ["no-plugin", "changed", "unreadable", "services-off", "maintenance", "remark"]


@pytest.mark.parametrize(
    ("way", "mood"),
    [
        *(("password", mood) for mood in MOODS),
        *(("cookie", mood) for mood in ("", "echo", "ended", "drop:form", "html:state")),
        *(("wrong-password", mood) for mood in ("", "drop:login", "500:login")),
        *(("token", mood) for mood in TOKEN_MOODS),
        *(("wrong-token", mood) for mood in ("", "echo", "500:look")),
        *(("token-and-password", mood) for mood in ("", "html:listed", "lose:submit", "expired")),
    ],
)
def test_no_secret_gets_out(way: str, mood: str, here: Path, moodle: FakeMoodle) -> None:
    """Run as a command of its own, and look at all that it prints and writes, and at the addresses it asks for."""
    moodle.moods = ["refuse", "echo"] if mood == "echo" else [mood]
    given = {
        "password": {"ACADEMY_PASSWORD": PASSWORD},
        "cookie": {"ACADEMY_COOKIE": moodle_fake.SESSION},
        "wrong-password": {"ACADEMY_PASSWORD": "not-the-right-one"},
        "token": {"PLUGGED_TOKEN": TOKEN},
        "wrong-token": {"PLUGGED_TOKEN": "0f1e2d3c4b5a69788796a5b4c3d2e1f0"},
        "token-and-password": {"ACADEMY_PASSWORD": PASSWORD, "ACADEMY_TOKEN": TOKEN},
    }[way]
    place = next(iter(given)).partition("_")[0].lower()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ELEARN_")}
    environment |= {f"ELEARN_{name}": secret for name, secret in given.items()}
    program = """
import sys
from elearn_builder.lms import line
line.PAUSES = (0.0,)
from elearn_builder.cli import main
sys.argv[0] = "elearn"
main()
"""
    environment["HOME"] = environment["XDG_CONFIG_HOME"] = environment["TMPDIR"] = str(here)
    done = subprocess.run(
        [sys.executable, "-c", program, "upload", "case", "--to", place],
        capture_output=True,
        env=environment,
        check=False,
        timeout=60,
    )
    assert done.returncode in {0, 1, 3}
    assert b"Traceback" not in done.stderr
    written = [file.read_bytes() for file in here.rglob("*") if file.is_file()]
    for secret in (*given.values(), moodle_fake.SESSION):
        assert not any(secret.encode() in data for data in (done.stdout, done.stderr, *written))
        assert not any(secret in address for address in moodle.addresses)


def test_a_secret_of_another_host_is_not_sent_along(here: Path, moodle: FakeMoodle) -> None:
    """A redirection to another host ends the conversation; the other host is never asked."""
    with FakeMoodle() as other:
        moodle.answer = lambda _: (303, "text/html", b"", {"Location": f"{other.address}/login/index.php"})  # type: ignore[method-assign]
        result = upload("case", "--to", "academy")
        assert result.exit_code == 1
        assert "U011" in result.output
        assert not other.asked


def test_a_password_in_the_settings_is_refused_and_not_shown(here: Path, moodle: FakeMoodle) -> None:
    with (here / "elearn.toml").open("a", encoding="utf-8") as file:
        file.write('[targets.leaky]\nservice = "moodle"\npassword = "hunter-22"\n')
    result = upload("case", "--to", "leaky")
    assert result.exit_code == 1
    assert "U003" in result.output
    assert "hunter-22" not in result.output
