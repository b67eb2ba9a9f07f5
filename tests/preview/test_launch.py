"""What an LMS launches of a package is read from its manifest, in both editions."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from elearn_builder.conformance.launch import Launch
from elearn_builder.preview.shelf import ForeignPackage

FIRST = (
    '<manifest identifier="M" version="1.0" {base} xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" '
    'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">'
    "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>{rest}</manifest>"
)
SECOND = (
    '<manifest identifier="M" version="1.0" {base} xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" '
    'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">'
    "<metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>{rest}</manifest>"
)
OLD, THIRD, FOURTH = "1.2", "2004 3rd Edition", "2004 4th Edition"


def organization(items: str, name: str = "O", title: str = "Course") -> str:
    return f'<organization identifier="{name}"><title>{title}</title>{items}</organization>'


def package(  # every part of a manifest that decides about a launch
    tmp_path: Path,
    item: str,
    *,
    version: str = OLD,
    href: str = "sco.html",
    kind: str = "sco",
    parameters: str = "",
    manifest_base: str = "",
    resources_base: str = "",
    resource_base: str = "",
    organizations: str = "",
) -> ForeignPackage:
    typed = "adlcp:scormtype" if version == OLD else "adlcp:scormType"
    given = f' parameters="{parameters}"' if parameters else ""
    rest = (
        f'<organizations default="O">{organizations}'
        + organization(f'<item identifier="I" identifierref="R"{given}><title> One </title>{item}</item>')
        + f'</organizations><resources {resources_base}><resource identifier="R" type="webcontent" {typed}="{kind}" '
        f'href="{href}" {resource_base}><file href="sco.html"/></resource>'
        f'<resource identifier="X" type="webcontent" {typed}="asset" href="other.html"/></resources>'
    )
    text = (FIRST if version == OLD else SECOND).format(base=manifest_base, version=version, rest=rest)
    file = tmp_path / "package.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("imsmanifest.xml", text)
        archive.writestr("sco.html", "one")
        archive.writestr("a/b/sco.html", "two")
        archive.writestr("other.html", "three")
    return ForeignPackage(file, "package.zip")


def only(found: ForeignPackage) -> Launch:
    assert len(found.launches) == 1, found.diagnostics
    return found.launches[0]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({}, "sco.html"),
        ({"manifest_base": 'xml:base="a/"', "resources_base": 'xml:base="b/"'}, "a/b/sco.html"),
        ({"resources_base": 'xml:base="a/"', "resource_base": 'xml:base="b/"'}, "a/b/sco.html"),
        ({"href": "a/./b/../b/sco.html"}, "a/b/sco.html"),
        ({"href": "a/b/%73co.html"}, "a/b/sco.html"),
    ],
)
@pytest.mark.parametrize("version", [OLD, THIRD, FOURTH])
def test_the_path(tmp_path: Path, given: dict[str, Any], path: str, version: str) -> None:
    found = package(tmp_path, "", version=version, **given)
    assert only(found).path == path
    assert found.read(path) is not None


# CAM 3.4.1.5: how parameters are appended.
@pytest.mark.parametrize(
    ("href", "parameters", "query"),
    [
        ("sco.html", "", ""),
        ("sco.html", "start=2", "?start=2"),
        ("sco.html", "?start=2", "?start=2"),
        ("sco.html", "#part", "#part"),
        ("sco.html?a=1", "", "?a=1"),
        ("sco.html?a=1", "b=2", "?a=1&b=2"),
        ("sco.html?a=1", "?b=2", "?a=1&b=2"),
        ("sco.html?a=1", "&amp;b=2", "?a=1&b=2"),
    ],
)
def test_the_query(tmp_path: Path, href: str, parameters: str, query: str) -> None:
    assert only(package(tmp_path, "", href=href, parameters=parameters)).query == query


PRIMARY = (
    '<imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p" {by}>{measure}'
    "</imsss:primaryObjective></imsss:objectives></imsss:sequencing>"
)


@pytest.mark.parametrize(
    ("version", "item", "mastery"),
    [
        (OLD, "<adlcp:masteryscore> 70 </adlcp:masteryscore>", "70"),
        (OLD, "", ""),
        (
            FOURTH,
            PRIMARY.format(
                by='satisfiedByMeasure="true"', measure="<imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure>"
            ),
            "0.6",
        ),
        (THIRD, PRIMARY.format(by='satisfiedByMeasure="1"', measure=""), "1.0"),
        (
            FOURTH,
            PRIMARY.format(by="", measure="<imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure>"),
            "",
        ),
        (FOURTH, "", ""),
    ],
)
def test_the_pass_mark(tmp_path: Path, version: str, item: str, mastery: str) -> None:
    assert only(package(tmp_path, item, version=version)).mastery == mastery


# CAM 3.4.1.11: an attribute in the 4th edition, the element's text in the 3rd.
@pytest.mark.parametrize(
    ("version", "item", "threshold"),
    [
        (
            FOURTH,
            '<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.8"/>',
            "0.8",
        ),
        (THIRD, "<adlcp:completionThreshold>0.5</adlcp:completionThreshold>", "0.5"),
        (FOURTH, "", ""),
        (OLD, "", ""),
    ],
)
def test_the_threshold(tmp_path: Path, version: str, item: str, threshold: str) -> None:
    assert only(package(tmp_path, item, version=version)).threshold == threshold


@pytest.mark.parametrize(
    ("version", "item"),
    [
        (OLD, "<adlcp:datafromlms>hello</adlcp:datafromlms>"),
        (FOURTH, "<adlcp:dataFromLMS>hello</adlcp:dataFromLMS>"),
    ],
)
def test_what_the_lms_hands_over(tmp_path: Path, version: str, item: str) -> None:
    found = only(package(tmp_path, item, version=version))
    assert (found.data, found.title, found.item, found.sco) == ("hello", "One", "I", True)


def test_an_asset_is_none_that_talks_to_the_lms(tmp_path: Path) -> None:
    assert not only(package(tmp_path, "", kind="asset")).sco


def test_only_the_default_organization_counts(tmp_path: Path) -> None:
    other = organization('<item identifier="J" identifierref="X"><title>Other</title></item>', name="P")
    assert only(package(tmp_path, "", organizations=other)).item == "I"


def test_an_item_that_launches_nothing_is_left_out_and_its_children_are_found(tmp_path: Path) -> None:
    inner = '<item identifier="J" identifierref="X"><title>Inner</title></item><item identifier="K"/>'
    found = package(tmp_path, inner)
    assert [one.item for one in found.launches] == ["I", "J"]


def test_nothing_outside_the_zip_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    found = package(tmp_path, "")
    assert found.read("../secret.txt") is None
    assert found.read("sco.html") == b"one"
    found.close()
