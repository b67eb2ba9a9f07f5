"""The backup for Moodle: all that a restore reads is there, agrees with the packages, and is the same every time.

`moodle_items` holds manifests as they were uploaded to a live Moodle 4.5, and what its database had afterwards (from
``order4``, how objectives are shared was taken out before: Moodle breaks off there with PHP 8).
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from elearn_builder import package, pipeline
from elearn_builder.cli import cli
from elearn_builder.cli.build import GATHERINGS as OFFERED
from elearn_builder.cli.build import TARGETS as OFFERED_ALONE
from elearn_builder.cli.build import TITLE as OFFERED_TITLE
from elearn_builder.lms import moodle
from elearn_builder.lms.service import Parcel
from elearn_builder.targets import GATHERINGS, TARGETS, moodle_backup
from elearn_builder.targets.moodle import scoes
from elearn_builder.targets.moodle.settings import fitting
from tests.conformance.test_packages import make_course

ITEMS = Path(__file__).parent / "moodle_items"
RECORDED = sorted(file.stem for file in ITEMS.glob("*.json"))
LESSON = "---\ntitle: {}\n---\nText.\n"
HOSTILE = 'Ein <b>"Öl"</b> & \U0001f6e2 \u05e9\u05dc\u05d5\u05dd < 50\u00a0kg'
# What Moodle's restore opens; without one of them it stops (`restore_structure_step::execute`).
READ = {
    "moodle_backup.xml": "moodle_backup",
    "files.xml": "files",
    "groups.xml": "groups",
    "scales.xml": "scales_definition",
    "outcomes.xml": "outcomes_definition",
    "questions.xml": "question_categories",
    "roles.xml": "roles_definition",
    "course/course.xml": "course",
    "course/roles.xml": "roles",
    "course/inforef.xml": "inforef",
}
READ_OF_SECTION = {"section.xml": "section", "inforef.xml": "inforef"}
READ_OF_ACTIVITY = {
    "module.xml": "module",
    "scorm.xml": "activity",
    "roles.xml": "roles",
    "grades.xml": "activity_gradebook",
    "inforef.xml": "inforef",
}


class Backup:
    """A backup, opened."""

    def __init__(self, place: Path) -> None:
        with zipfile.ZipFile(place) as archive:
            assert archive.testzip() is None
            self.entries = archive.infolist()
            self.contents = {entry.filename: archive.read(entry) for entry in self.entries}

    def xml(self, path: str) -> etree._Element:
        return etree.fromstring(self.contents[path])

    @property
    def information(self) -> etree._Element:
        return self.xml("moodle_backup.xml")[0]

    def folders(self, part: str) -> list[str]:
        return [one.text or "" for one in self.information.iterfind(f"contents/{part}/*/directory")]

    def activities(self) -> dict[str, str]:
        """The folder of each activity by its ID number."""
        folders = self.folders("activities")
        return {self.xml(f"{folder}/module.xml").findtext("idnumber") or "": folder for folder in folders}

    def scorm(self, key: str) -> etree._Element:
        return self.xml(f"{self.activities()[key]}/scorm.xml")[0]

    def stored(self) -> list[dict[str, str]]:
        return [
            {"id": str(one.get("id")), **{str(part.tag): part.text or "" for part in one}}
            for one in self.xml("files.xml")
        ]


def write_course(folder: Path, settings: str, **pages: str) -> Path:
    (folder / "lessons").mkdir(parents=True)
    names = ", ".join(pages or ["one"])
    course = f"{settings}\nmodules:\n- title: M\n  lessons: [{names}]\n"
    (folder / "course.yaml").write_text(course, encoding="utf-8")
    for name, text in (pages or {"one": LESSON.format("One")}).items():
        (folder / "lessons" / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def build(out: Path, *courses: Path, targets: tuple[str, ...] = ("moodle-backup",), **how: object) -> list[Path]:
    result = pipeline.build([(course, course.name) for course in courses], targets, out, **how)  # type: ignore[arg-type]
    assert result.written, result.diagnostics
    return [one.path for one in result.written]


@pytest.fixture(scope="module")
def suite(courses: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """The tour (Basel, media in folders), lessons as items of their own in French, a course without exam in Arabic."""
    top = tmp_path_factory.mktemp("suite")
    several = make_course(top / "several", "delivery: {units: lesson, order: sequential}\nagreement: basel\n")
    settings = (several / "course.yaml").read_text("utf-8")
    new = settings.replace("Ünïcode & <marks>", json.dumps(HOSTILE, ensure_ascii=False)).replace(
        "id: example", "id: several\nlanguage: fr"
    )
    (several / "course.yaml").write_text(new, "utf-8")
    general = (
        'id: general\ntitle: "سلام & <مرحبا>"\nlanguage: ar\nreviewed: 2026-03-02\ndescription: |\n  A <b> & c.\n\n  D.'
    )
    return courses / "tour", several, write_course(top / "general", general)


@pytest.fixture(scope="module")
def dist(suite: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    build(out, *suite, targets=("scorm12", "moodle-backup"))
    return out


@pytest.fixture(scope="module")
def backup(dist: Path) -> Backup:
    return Backup(dist / "suite-moodle.mbz")


# --- what a restore reads ---


def test_all_that_a_restore_reads_is_there_and_well_formed(backup: Backup) -> None:
    expected = dict(READ)
    for part, files in (("sections", READ_OF_SECTION), ("activities", READ_OF_ACTIVITY)):
        folders = backup.folders(part)
        assert folders
        expected |= {f"{folder}/{file}": tag for folder in folders for file, tag in files.items()}
    assert {path: backup.xml(path).tag for path in expected} == expected
    assert {path for path in backup.contents if path.endswith(".xml")} == set(expected)


def test_moodle_knows_it_by_its_first_bytes(backup: Backup) -> None:
    head = backup.contents["moodle_backup.xml"][:200].decode()
    assert head.startswith('<?xml version="1.0" encoding="UTF-8"?>')
    assert "<moodle_backup>" in head
    assert "<information>" in head


def test_every_part_has_its_settings(backup: Backup) -> None:
    settings = {
        (one.findtext("level"), one.findtext("section") or one.findtext("activity") or "", one.findtext("name")):
        one.findtext("value")
        for one in backup.information.iterfind("settings/setting")
    }  # fmt: skip
    for level, part in (("section", "sections"), ("activity", "activities")):
        for folder in backup.folders(part):
            name = folder.rpartition("/")[2]
            assert settings.pop((level, name, f"{name}_included")) == "1"
            assert settings.pop((level, name, f"{name}_userinfo")) == "0"
    on = {name for (level, _, name), value in settings.items() if value == "1"}
    assert on == {"activities", "files"}, "there are no users in it, and nothing that belongs to them"


def test_every_file_has_its_content_by_hash_and_size(backup: Backup) -> None:
    used = set()
    for row in backup.stored():
        place = f"files/{row['contenthash'][:2]}/{row['contenthash']}"
        content = backup.contents[place]
        assert hashlib.sha1(content, usedforsecurity=False).hexdigest() == row["contenthash"]
        assert str(len(content)) == row["filesize"]
        assert row["filepath"].startswith("/")
        assert row["filepath"].endswith("/")
        used.add(place)
    assert used == {path for path in backup.contents if path.startswith("files/")}, "no content without a file"


@pytest.mark.parametrize("key", ["tour", "several", "general"])
def test_package_and_content_are_those_of_the_zip(dist: Path, backup: Backup, key: str) -> None:
    zipped = (dist / f"{key}-scorm12.zip").read_bytes()
    context = backup.xml(f"{backup.activities()[key]}/scorm.xml").get("contextid")
    own = [row for row in backup.stored() if row["contextid"] == context]
    package_rows = [row for row in own if row["filearea"] == "package" and row["filename"] != "."]
    assert [row["filename"] for row in package_rows] == [f"{key}-scorm12.zip"]
    sha1 = hashlib.sha1(zipped, usedforsecurity=False).hexdigest()
    assert package_rows[0]["contenthash"] == sha1 == backup.scorm(key).findtext("sha1hash")
    assert backup.scorm(key).findtext("reference") == f"{key}-scorm12.zip"
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        inside = {
            f"/{name}": hashlib.sha1(archive.read(name), usedforsecurity=False).hexdigest()
            for name in archive.namelist()
        }
    content = [row for row in own if row["filearea"] == "content"]
    files = {f"{row['filepath']}{row['filename']}": row["contenthash"] for row in content if row["filename"] != "."}
    assert files == inside
    folders = {row["filepath"] for row in content if row["filename"] == "."}
    assert folders == {f"{path.rpartition('/')[0]}/" for path in inside} | {"/"}


def test_references_lead_to_something(backup: Backup) -> None:
    rows = {row["id"]: row for row in backup.stored()}
    assert len(rows) == len(backup.stored())
    referred = []
    sections = {backup.xml(f"{folder}/section.xml").get("id"): folder for folder in backup.folders("sections")}
    modules = []
    for folder in backup.folders("activities"):
        activity, module = backup.xml(f"{folder}/scorm.xml"), backup.xml(f"{folder}/module.xml")
        references = backup.xml(f"{folder}/inforef.xml")
        files = [one.text or "" for one in references.iterfind("fileref/file/id")]
        assert {rows[one]["contextid"] for one in files} == {activity.get("contextid")}
        referred += files
        assert references.findtext("grade_itemref/grade_item/id") == backup.xml(f"{folder}/grades.xml")[0][0].get("id")
        assert activity.get("moduleid") == module.get("id")
        sequence = backup.xml(f"{sections[module.findtext('sectionid')]}/section.xml").findtext("sequence") or ""
        assert module.get("id") in sequence.split(",")
        modules.append(module.get("id"))
        items = {one.get("id"): one for one in activity.iterfind("scorm/scoes/sco")}
        assert items[activity.findtext("scorm/launch")].findtext("launch"), "what is launched first launches something"
    assert sorted(referred) == sorted(rows), "a restore takes only files that an activity refers to"
    contexts = [backup.xml(f"{folder}/scorm.xml").get("contextid") for folder in backup.folders("activities")]
    course = backup.information.findtext("original_course_contextid")
    system = backup.information.findtext("original_system_contextid")
    assert len({*contexts, course, system}) == len(contexts) + 2
    ids = [one.get("id") for key in backup.activities() for one in backup.scorm(key).iterfind("scoes/sco")]
    assert len(set(ids)) == len(ids), "identifiers of items count through all activities"


# --- items ---


@pytest.mark.parametrize("name", RECORDED)
def test_items_are_what_moodle_stores(name: str) -> None:
    expected = json.loads((ITEMS / f"{name}.json").read_text("utf-8"))
    found = scoes.read((ITEMS / f"{name}.xml").read_bytes())
    assert (found.version, found.first) == (expected["version"], expected["launch"])
    assert len(found.items) == len(expected["items"])
    for item, row in zip(found.items, expected["items"], strict=True):
        # Moodle drops a blank between an entity and another one; a title should not suffer from that.
        titles = (item.title.replace(" ", ""), row.pop("title").replace(" ", ""))
        assert titles[0] == titles[1]
        assert [[int(one.primary), one.id, float(one.measure)] for one in item.objectives] == row.pop("objectives")
        assert [list(pair) for pair in item.data] == row.pop("data")
        own = {"manifest": item.manifest, "organization": item.organization, "parent": item.parent}
        assert own | {"identifier": item.identifier, "launch": item.launch, "scormtype": item.kind} == row


@pytest.mark.parametrize("units", ["course", "lesson"])
@pytest.mark.parametrize("target", ["scorm12", "scorm2004-3rd", "scorm2004-4th"])
def test_items_agree_with_the_manifest(units: str, target: str, tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", f"delivery: {{units: {units}, order: sequential}}\n")
    built = build(tmp_path / "dist", course, targets=(target,))[0]
    with zipfile.ZipFile(built) as archive:
        manifest = archive.read("imsmanifest.xml")
    found = scoes.read(manifest)
    tree = etree.fromstring(manifest)
    resources = {one.get("identifier"): one.get("href") for one in tree.iter("{*}resource")}
    items = list(tree.iter("{*}item"))
    assert len(items) == (4 if units == "lesson" else 1)
    expected = [(one.get("identifier"), resources[one.get("identifierref")], one.findtext("{*}title")) for one in items]
    assert [(one.identifier, one.launch, one.title) for one in found.items[1:]] == expected
    assert found.items[0].identifier == tree.find("{*}organizations").get("default")  # type: ignore[union-attr]
    assert found.items[found.first].identifier == items[0].get("identifier")
    assert found.version == ("SCORM_1.2" if target == "scorm12" else "SCORM_1.3")
    if target == "scorm12":
        mastery = [one.findtext("{*}masteryscore") for one in items]
        assert [dict(one.data).get("masteryscore") for one in found.items[1:]] == mastery
        assert mastery[-1] == "75"
        before = [one.findtext("{*}prerequisites") for one in items]
        assert [dict(one.data).get("prerequisites") for one in found.items[1:]] == before
    else:
        measures = [[one.text for one in item.iter("{*}minNormalizedMeasure")] for item in items]
        assert [[one.measure for one in item.objectives if one.measure != "1"] for item in found.items[1:]] == measures
        assert measures[-1] == ["0.75"]


def test_the_items_in_the_backup_are_those_of_the_package(dist: Path, backup: Backup) -> None:
    for key in backup.activities():
        with zipfile.ZipFile(dist / f"{key}-scorm12.zip") as archive:
            found = scoes.read(archive.read("imsmanifest.xml"))
        written = [
            (
                one.findtext("parent"),
                one.findtext("identifier"),
                one.findtext("launch") or "",
                one.findtext("scormtype") or "",
                [(pair.findtext("name"), pair.findtext("value") or "") for pair in one.iterfind("sco_datas/sco_data")],
            )
            for one in backup.scorm(key).iterfind("scoes/sco")
        ]
        expected = [(one.parent, one.identifier, one.launch, one.kind, list(one.data)) for one in found.items]
        assert written == expected


# --- settings ---


@pytest.mark.parametrize("items", [1, 2])
@pytest.mark.parametrize("scored", [True, False])
def test_settings_are_those_of_an_upload(items: int, scored: bool) -> None:
    parcel = Parcel(Path("x.zip"), "x", "X", "1", "scorm12", 1, "", "", items=items, scored=scored)
    sent = moodle.wishes(parcel, {})
    kept = moodle_backup.SETTINGS | fitting(items, scored=scored)
    uploaded = {name: int(value) for name, value in sent.items() if name in kept}
    assert uploaded == {name: value for name, value in kept.items() if name in uploaded}
    assert len(uploaded) >= 9
    rest = {name: value for name, value in sent.items() if name not in uploaded}
    status = {name for name in rest if name.startswith("completionstatusrequired[")}
    assert set(rest) - status == {"completion"}
    bits = sum(int(name.split("[")[1].rstrip("]")) for name in status)
    assert moodle_backup.SETTINGS["completionstatusrequired"] == bits


def test_an_activity_of_one_item_and_one_of_several(backup: Backup) -> None:
    one, several = backup.scorm("tour"), backup.scorm("several")
    names = ("hidetoc", "displaycoursestructure", "completionstatusallscos")
    assert [one.findtext(name) for name in names] == ["3", "0", "0"]
    assert [several.findtext(name) for name in names] == ["0", "1", "1"]
    for scorm in (one, several):
        assert (scorm.findtext("grademethod"), scorm.findtext("hidebrowse")) == ("1", "1")


def test_without_an_exam_what_is_done_is_counted(backup: Backup) -> None:
    """A course that is completed without a score would have the grade 0."""
    assert backup.scorm("general").findtext("grademethod") == "0"
    grades = {key: backup.xml(f"{folder}/grades.xml") for key, folder in backup.activities().items()}
    most = {key: grade.findtext("grade_items/grade_item/grademax") for key, grade in grades.items()}
    assert most == {"tour": "100.00000", "several": "100.00000", "general": "1.00000"}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("", "scorm12"),
        ("targets: [web]", "scorm12"),
        ("targets: [scorm2004-4th, scorm12]", "scorm12"),
        ("targets: [web, scorm2004-4th, scorm2004-3rd]", "scorm2004-4th"),
        ("targets: [scorm2004-4th]\ndelivery: {units: lesson}", "scorm12"),
    ],
)
def test_the_edition_of_a_course(settings: str, expected: str, tmp_path: Path) -> None:
    course = write_course(tmp_path / "x", f"id: x\ntitle: X\n{settings}")
    backup = Backup(build(tmp_path / "dist", course)[0])
    assert backup.scorm("x").findtext("reference") == f"x-{expected}.zip"
    assert backup.scorm("x").findtext("version") == ("SCORM_1.2" if expected == "scorm12" else "SCORM_1.3")


# --- names and sections ---


def test_a_section_for_each_agreement(backup: Backup) -> None:
    sections = [backup.xml(f"{folder}/section.xml") for folder in backup.folders("sections")]
    assert [one.findtext("number") for one in sections] == ["0", "1"]
    assert [one.findtext("name") for one in sections] == [
        "$@NULL@$",
        "Basel Convention / Convention de Bâle",
    ]
    places = {
        key: backup.xml(f"{folder}/module.xml").findtext("sectionnumber") for key, folder in backup.activities().items()
    }
    assert places == {"tour": "1", "several": "1", "general": "0"}


def test_names_survive_what_moodle_does_to_them(backup: Backup) -> None:
    name = backup.scorm("several").findtext("name") or ""
    assert name == 'Ein < b>"Öl"< /b> & \U0001f6e2 \u05e9\u05dc\u05d5\u05dd < 50 kg'
    assert backup.scorm("general").findtext("intro") == (
        '<p lang="ar" dir="rtl">A &lt;b&gt; &amp; c.</p><p lang="ar" dir="rtl">D.</p>'
    )
    # By the only course without an agreement; angle brackets would stop a restore.
    assert backup.information.findtext("original_course_fullname") == "سلام & < مرحبا>"


@pytest.mark.parametrize(
    ("agreements", "title", "name"),
    [
        (["basel"], "", "Course 0"),
        (["basel", "cites"], "", "Basel Convention, CITES"),
        (["basel", "", "cites"], "", "Course 1"),
        (["", ""], "", "Course 0, Course 1"),
        (["basel", ""], "Green\n <Customs>", "Green < Customs>"),
        (["basel"], "CO2 <", "CO2 ‹"),
    ],
)
def test_what_the_whole_is_called(agreements: list[str], title: str, name: str, tmp_path: Path) -> None:
    made = [
        write_course(
            tmp_path / f"c{number}",
            f"id: c{number}\ntitle: Course {number}" + (f"\nagreement: {agreement}" if agreement else ""),
        )
        for number, agreement in enumerate(agreements)
    ]
    place = build(tmp_path / "dist", *made, title=title)[0]
    assert place.name == ("c0-moodle.mbz" if len(made) == 1 else "suite-moodle.mbz")
    course = Backup(place).xml("course/course.xml")
    assert course.findtext("fullname") == name
    assert course.findtext("shortname") == ("c0" if len(made) == 1 and not title else name)
    assert course.findtext("startdate") == str(int(datetime(1980, 1, 1, tzinfo=UTC).timestamp())), "none was reviewed"


def test_long_names_are_cut_where_nobody_wrote_them(tmp_path: Path) -> None:
    made = [write_course(tmp_path / f"c{one}", f"id: c{one}\ntitle: {'a < ' * 30}") for one in range(3)]
    course = Backup(build(tmp_path / "dist", *made)[0]).xml("course/course.xml")
    for tag, most in (("fullname", 254), ("shortname", 100)):
        text = course.findtext(tag) or ""
        assert most - 3 <= len(text) <= most
        assert text.endswith("a…"), "no bracket without a blank behind it"


# --- all or nothing, the same every time ---


def test_the_same_bytes_with_other_workers_on_another_day(dist: Path, suite: tuple[Path, ...], tmp_path: Path) -> None:
    old = hashlib.sha256((dist / "suite-moodle.mbz").read_bytes()).hexdigest()
    copies = []
    for course in suite:
        shutil.copytree(course, tmp_path / "copy" / course.name)
        copies.append(str(tmp_path / "copy" / course.name))
    for workers in (1, 2):
        program = (
            "import sys; from pathlib import Path; from elearn_builder import pipeline;"
            f"roots = [(Path(one), Path(one).name) for one in {copies!r}];"
            f"print(pipeline.build(roots, ['moodle-backup'], Path(sys.argv[1]), workers={workers}).written[0].sha256)"
        )
        environment = {**os.environ, "PYTHONHASHSEED": str(workers), "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
        command = [sys.executable, "-c", program, str(tmp_path / str(workers))]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == old


def test_no_day_of_today(backup: Backup) -> None:
    """All times are the latest day on which a course was reviewed, or none."""
    day = int(datetime(2026, 11, 23, tzinfo=UTC).timestamp())
    for path in [path for path in backup.contents if path.endswith(".xml")]:
        for element in backup.xml(path).iter():
            if str(element.tag).startswith("time") or element.tag in {"added", "startdate", "backup_date"}:
                assert element.text in {str(day), "0"}, (path, element.tag)
    assert {entry.date_time for entry in backup.entries} == {(1980, 1, 1, 0, 0, 0)}


def test_only_what_is_asked_for_is_published(dist: Path, suite: tuple[Path, ...], tmp_path: Path) -> None:
    result = pipeline.build([(course, course.name) for course in suite], ["moodle-backup"], tmp_path, workers=2)
    assert [file.name for file in tmp_path.iterdir()] == ["suite-moodle.mbz"]
    written = result.written[0]
    assert (written.target, written.path.stat().st_size) == ("moodle-backup", written.size)
    assert 0 < written.state < written.state_limit == 4000
    assert sorted(file.name for file in dist.iterdir()) == [
        *(f"{key}-scorm12.zip" for key in ("general", "several")),
        "suite-moodle.mbz",
        "tour-scorm12.zip",
    ]


def test_a_backup_that_cannot_be_written_leaves_all_as_it_was(
    dist: Path, suite: tuple[Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "dist"
    shutil.copytree(dist, out)
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    write = package.write_zip

    def full(one: package.Package, place: Path) -> tuple[int, str]:
        if one.ending == ".mbz":
            write(one, place)
            raise OSError(28, "No space left on device", str(place))
        return write(one, place)

    monkeypatch.setattr(package, "write_zip", full)
    changed = tmp_path / "tour"
    shutil.copytree(suite[0], changed)
    settings = (changed / "course.yaml").read_text("utf-8")
    (changed / "course.yaml").write_text(settings.replace('"1.0"', '"2.0"'), "utf-8")
    with pytest.raises(OSError, match="No space left"):
        build(out, changed, *suite[1:], targets=("scorm12", "moodle-backup"))
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before


def test_contents_wait_on_disk_until_they_are_written(courses: Path, tmp_path: Path) -> None:
    """Memory holds no package and no recording, whatever their size."""
    seen = []

    def look(one: package.Package, place: Path) -> tuple[int, str]:
        seen.append(one)
        return real(one, place)

    real = package.write_zip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(package, "write_zip", look)
        build(tmp_path / "dist", courses / "tour")
    zipped, whole = seen
    on_disk = {content for content in whole.files.values() if isinstance(content, Path)}
    assert {content for content in zipped.files.values() if isinstance(content, Path)} < on_disk
    assert tmp_path / "dist" in {content.parent.parent for content in on_disk}, "the package itself"


def test_progress_tells_of_the_gathering(suite: tuple[Path, ...], tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build(tmp_path, suite[2], progress=lambda *words: told.append(words))
    assert told[-2:] == [("suite", 0, 1), ("suite", 1, 1)]
    assert ("packages", 1, 1) in told


def test_two_courses_with_the_same_identifier(tmp_path: Path) -> None:
    made = [write_course(tmp_path / name, "id: same\ntitle: Same") for name in ("a", "b")]
    result = pipeline.build([(one, one.name) for one in made], ["moodle-backup"], tmp_path / "dist")
    assert [one.code.id for one in result.diagnostics if one.code.severity.word == "error"] == ["C020"]
    assert result.written == ()
    assert not (tmp_path / "dist").exists()


def test_a_state_that_is_too_large_for_the_edition_is_found(tmp_path: Path) -> None:
    questions = "".join(
        f"\n::: choice Is statement {number} true? {{#q-{number}}}\n- [x] Yes\n    > Yes.\n- [ ] No\n    > No.\n:::\n"
        for number in range(1000)
    )
    text = LESSON.format("One") + questions
    for targets, expected in (("[scorm12]", ["P050"]), ("[scorm2004-4th]", [])):
        course = write_course(tmp_path / f"for {targets}", f"id: x\ntitle: X\ntargets: {targets}", one=text)
        result = pipeline.build([(course, "x")], ["moodle-backup"], tmp_path / "dist")
        assert [one.code.id for one in result.diagnostics if one.code.severity.word == "error"] == expected


# --- the command ---


def elearn(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [str(one) for one in arguments])
    return result.exit_code, result.output


def test_the_command_offers_what_there_is() -> None:
    assert tuple(TARGETS) == OFFERED_ALONE
    assert tuple(GATHERINGS) == OFFERED
    assert all(name in elearn("build", "--help")[1] for name in OFFERED)
    assert moodle_backup.TITLE == OFFERED_TITLE


def test_one_row_for_all_courses(suite: tuple[Path, ...], tmp_path: Path) -> None:
    code, output = elearn("build", *suite[1:], "--target", "moodle-backup", "-o", tmp_path / "dist", "--title", "Öl")
    assert code == 0
    rows = [line for line in output.splitlines() if "moodle-backup" in line]
    assert len(rows) == 1
    assert "suite-moodle.mbz" in rows[0]
    assert Backup(tmp_path / "dist" / "suite-moodle.mbz").xml("course/course.xml").findtext("fullname") == "Öl"


def test_all_means_packages_of_each_course(suite: tuple[Path, ...], tmp_path: Path) -> None:
    assert elearn("build", suite[2], "--target", "all", "-o", tmp_path / "all")[0] == 0
    assert not list((tmp_path / "all").glob("*.mbz"))
    assert elearn("build", suite[2], "--target", "all", "--target", "moodle-backup", "-o", tmp_path / "more")[0] == 0
    assert sorted(file.suffix for file in (tmp_path / "more").iterdir()) == ["", ".mbz", ".zip", ".zip", ".zip"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--title", "X"], "it goes with `--target moodle-backup`"),
        (["--target", "moodle-backup", "--title", "x" * 255], "the title has 255 characters"),
    ],
)
def test_a_title_that_does_not_fit(arguments: list[str], said: str, suite: tuple[Path, ...], tmp_path: Path) -> None:
    code, output = elearn("build", suite[2], "-o", tmp_path / "dist", *arguments)
    assert code == 2
    assert said in output
    assert not (tmp_path / "dist").exists()
