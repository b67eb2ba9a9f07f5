"""Built packages against the official schemas, as a judge without a network sees them: with what the zip carries."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from elearn_builder import pipeline, resources
from elearn_builder.conformance import verify_file
from elearn_builder.diagnostics import Report

TARGETS = ["scorm12", "scorm2004-3rd", "scorm2004-4th"]
VARIANTS = {
    "one-sco": "",
    "lessons": "delivery: {units: lesson}\n",
    "in-order": "delivery: {units: lesson, order: sequential, exam: locked-until-complete}\n",
    "exam-last": "delivery: {units: lesson, exam: locked-until-complete}\n",
}
FRONT = {
    "scorm12": ["imscp_rootv1p1p2.xsd", "adlcp_rootv1p2.xsd"],
    "scorm2004": ["imscp_v1p1.xsd", "adlcp_v1p3.xsd", "adlseq_v1p3.xsd", "adlnav_v1p3.xsd", "imsss_v1p0.xsd"],
}


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """A course of three lessons and an exam in every target and kind of delivery."""
    found = {}
    for variant, delivery in VARIANTS.items():
        folder = tmp_path_factory.mktemp(variant)
        course = make_course(folder / "course", delivery)
        result = pipeline.build([(course, "course")], TARGETS, folder / "dist")
        assert result.written, result.diagnostics
        found |= {(variant, one.target): one.path for one in result.written}
    return found


def make_course(folder: Path, delivery: str = "", lessons: int = 3) -> Path:
    (folder / "lessons").mkdir(parents=True)
    names = [f"lesson-{number}" for number in range(1, lessons + 1)]
    (folder / "course.yaml").write_text(
        "id: example\ntitle: Ünïcode & <marks>\nobjectives: {o: Decide}\n"
        f"modules:\n- title: One\n  lessons: [{', '.join(names)}]\npass_mark: 75\n{delivery}",
        encoding="utf-8",
    )
    for name in names:
        (folder / "lessons" / f"{name}.md").write_text(
            f"---\ntitle: {name}\nminutes: 3\n---\nText.\n", encoding="utf-8"
        )
    (folder / "exam.md").write_text(
        "---\ntitle: Exam\nattempts: 2\n---\n::: choice Which? {#which objective=o}\n"
        "- [x] This\n    > Yes.\n- [ ] That\n    > No.\n:::\n",
        encoding="utf-8",
    )
    return folder


def judge(package: Path, folder: Path) -> list[str]:
    """Validate the manifest against the schemas inside the zip, without a network and without anything of ours."""
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
    first = "imscp_rootv1p1p2.xsd" if (folder / "imscp_rootv1p1p2.xsd").exists() else "imscp_v1p1.xsd"
    manifest = etree.parse(folder / "imsmanifest.xml", etree.XMLParser(no_network=True))
    root = manifest.getroot()
    for lom in root.iter("{http://www.imsglobal.org/xsd/imsmd_rootv1p2p1}lom"):
        lom.getparent().remove(lom)
        break
    located = root.get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation").split()
    imports = "".join(
        f'<xs:import namespace="{space}" schemaLocation="{file}"/>'
        for space, file in zip(located[::2], located[1::2], strict=True)
        if "imsmd" not in file
    )
    wrapper = folder / "all.xsd"
    wrapper.write_text(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>', "utf-8")
    parser = etree.XMLParser(no_network=True, load_dtd=True)
    for name in FRONT["scorm12" if "root" in first else "scorm2004"]:
        etree.parse(folder / name, parser)  # well-formed, with its document type, from the package alone
    schema = etree.XMLSchema(etree.parse(wrapper, etree.XMLParser(no_network=True)))
    schema.validate(manifest)
    return [f"{error.line}: {error.message}" for error in schema.error_log]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_valid_with_its_own_schemas(
    packages: dict[tuple[str, str], Path], variant: str, target: str, tmp_path: Path
) -> None:
    assert judge(packages[variant, target], tmp_path) == []


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_verify_has_nothing_to_say(packages: dict[tuple[str, str], Path], variant: str, target: str) -> None:
    report = Report()
    verify_file(packages[variant, target], "package.zip", report)
    assert [(one.code.id, one.message) for one in report.diagnostics] == []


@pytest.mark.parametrize("course", ["tour"])
@pytest.mark.parametrize("target", TARGETS)
def test_real_courses(course: str, target: str, courses: Path, tmp_path: Path) -> None:
    result = pipeline.build([(courses / course, course)], [target], tmp_path / "dist")
    assert judge(result.written[0].path, tmp_path / "out") == []


@pytest.mark.parametrize("target", TARGETS)
def test_every_file_is_listed_once_and_every_listed_file_is_there(
    packages: dict[tuple[str, str], Path], target: str
) -> None:
    for variant in VARIANTS:
        with zipfile.ZipFile(packages[variant, target]) as archive:
            names = archive.namelist()
            text = archive.read("imsmanifest.xml").decode()
        listed = re.findall(r'<file href="([^"]+)"', text)
        controls = {name for name in names if name.endswith((".xsd", ".dtd"))}
        assert sorted(listed) == sorted(set(names) - controls - {"imsmanifest.xml"})
        for launch in re.findall(r'<resource [^>]*href="([^"]+)"', text):
            assert launch in listed


def items(text: str) -> list[str]:
    return re.findall(r'<item identifier="([^"]+)"', text)


def test_identifiers_come_from_the_authors_words(packages: dict[tuple[str, str], Path]) -> None:
    for target in TARGETS:
        with zipfile.ZipFile(packages["one-sco", target]) as archive:
            assert items(archive.read("imsmanifest.xml").decode()) == ["item-example"]
        with zipfile.ZipFile(packages["lessons", target]) as archive:
            wanted = ["item-lesson-1", "item-lesson-2", "item-lesson-3", "item-exam"]
            assert items(archive.read("imsmanifest.xml").decode()) == wanted


def test_locks_of_scorm12_are_prerequisites(packages: dict[tuple[str, str], Path]) -> None:
    with zipfile.ZipFile(packages["in-order", "scorm12"]) as archive:
        text = archive.read("imsmanifest.xml").decode()
    found = re.findall(r'<adlcp:prerequisites type="aicc_script">([^<]+)<', text)
    assert found == ["item-lesson-1", "item-lesson-2", "item-lesson-1&amp;item-lesson-2&amp;item-lesson-3"]
    assert "<adlcp:masteryscore>75</adlcp:masteryscore>" in text


def test_long_prerequisites_stay_within_200_characters(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", "delivery: {units: lesson, exam: locked-until-complete}\n", lessons=12)
    result = pipeline.build([(course, "course")], ["scorm12"], tmp_path / "dist")
    with zipfile.ZipFile(result.written[0].path) as archive:
        text = archive.read("imsmanifest.xml").decode()
    (found,) = re.findall(r'<adlcp:prerequisites type="aicc_script">([^<]+)<', text)
    assert len(found.replace("&amp;", "&")) <= 200


@pytest.mark.parametrize("target", ["scorm2004-3rd", "scorm2004-4th"])
def test_sequencing_of_scorm2004(packages: dict[tuple[str, str], Path], target: str) -> None:
    space = {
        "cp": "http://www.imsglobal.org/xsd/imscp_v1p1",
        "s": "http://www.imsglobal.org/xsd/imsss",
        "a": "http://www.adlnet.org/xsd/adlcp_v1p3",
    }

    def read(variant: str) -> etree._Element:
        with zipfile.ZipFile(packages[variant, target]) as archive:
            return etree.fromstring(archive.read("imsmanifest.xml"))

    one = read("one-sco").find(".//cp:item", space)
    assert one.findtext(".//s:minNormalizedMeasure", namespaces=space) == "0.75"
    threshold = one.find("a:completionThreshold", space)
    assert (threshold.text or threshold.get("minProgressMeasure")) == "1"
    exam = read("in-order").findall(".//cp:item", space)[-1]
    locks = {rule.get("referencedObjective") for rule in exam.findall(".//s:ruleCondition", space)}
    assert locks - {None} == {"after-lesson-1", "after-lesson-2", "after-lesson-3"}
    assert exam.find(".//s:limitConditions", space).get("attemptLimit") == "2"
    second = read("in-order").findall(".//cp:item", space)[1]
    maps = {info.get("targetObjectiveID") for info in second.findall(".//s:mapInfo", space)}
    assert maps == {"urn:elearn:example:lesson-2", "urn:elearn:example:lesson-1"}
    assert read("lessons").findall(".//s:mapInfo", space) == [], "nobody waits, and Moodle refuses what is shared"
    waited = [
        item.find(".//s:primaryObjective/s:mapInfo", space) for item in read("exam-last").findall(".//cp:item", space)
    ]
    assert [info is not None and info.get("writeSatisfiedStatus") for info in waited] == ["true", "true", "true", False]
    for item in read("lessons").findall(".//cp:item", space):
        assert item.find(".//s:deliveryControls", space).get("completionSetByContent") == "true"


def test_metadata_of_scorm12_follows_its_schema(packages: dict[tuple[str, str], Path]) -> None:
    schema = etree.XMLSchema(file=str(resources.schemas("scorm12-lom") / "imsmd_rootv1p2p1.xsd"))
    with zipfile.ZipFile(packages["one-sco", "scorm12"]) as archive:
        root = etree.fromstring(archive.read("imsmanifest.xml"))
    (lom,) = root.iter("{http://www.imsglobal.org/xsd/imsmd_rootv1p2p1}lom")
    assert schema.validate(lom), schema.error_log
    assert lom.findtext(".//{*}typicallearningtime/{*}datetime") == "PT9M"
