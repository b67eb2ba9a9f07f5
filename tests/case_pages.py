"""Reads and runs the case pages (see cases/README.md)."""

from __future__ import annotations

import re
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path

from elearn_builder import conformance, pipeline, resources
from elearn_builder.diagnostics import Diagnostic, Report

FENCE = re.compile(r"^~~~~ ?(?P<what>[^\n]*)\n(?P<text>.*?)^~~~~$", re.DOTALL | re.MULTILINE)
COURSE = """\
id: case
title: Case
objectives: {o: Find mistakes}
modules:
- title: Cases
  lessons: [01-case]
"""
LESSON = "---\ntitle: Case\n---\nText.\n"
ONE = """\
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" \
xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="o"><organization identifier="o"><title>Course</title>
    <item identifier="i" identifierref="r"><title>Course</title></item>
  </organization></organizations>
  <resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html">
    <file href="index.html"/>
  </resource></resources>
</manifest>
"""
TWO = """\
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" \
xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="o"><organization identifier="o"><title>Course</title>
    <item identifier="i" identifierref="r"><title>Course</title>
      <imsss:sequencing>
        <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
      </imsss:sequencing>
    </item>
  </organization></organizations>
  <resources><resource identifier="r" type="webcontent" adlcp:scormType="sco" href="index.html">
    <file href="index.html"/>
  </resource></resources>
</manifest>
"""

# A file of a course: its text, its bytes, only its size, or None: not there.
Content = str | bytes | int | None


@dataclass(frozen=True)
class Case:
    """A page: its files, the odd entries of its package, what is expected, the files with the cure."""

    file: Path
    files: dict[str, Content]
    packed: dict[str, str]
    entries: tuple[str, ...]
    expected: str
    cured: dict[str, str]

    @property
    def code(self) -> str:
        return self.file.stem

    @property
    def package(self) -> bool:
        return bool(self.packed or self.entries)


def read(file: Path) -> Case:
    files: dict[str, Content] = {}
    packed, cured, entries, expected = {}, {}, (), ""
    for match in FENCE.finditer(file.read_text(encoding="utf-8")):
        what, text = match["what"].strip(), match["text"]
        if what == "findings":
            expected = text
        elif what == "entries":
            entries = tuple(text.splitlines())
        elif what.startswith("zip:"):
            packed[what.removeprefix("zip:")] = text
        elif what.startswith("cured "):
            cured[what.removeprefix("cured ")] = text
        elif what.startswith("bytes "):
            escaped = text.rstrip("\n").replace("\n", "\\n").encode("latin-1")
            files[what.removeprefix("bytes ")] = escaped.decode("unicode_escape").encode("latin-1")
        elif what.startswith("size "):
            files[what.removeprefix("size ")] = int(text)
        elif what.startswith("without "):
            files[what.removeprefix("without ")] = None
        else:
            files[what] = text
    return Case(file, files, packed, entries, expected, cured)


def run(case: Case, folder: Path, files: dict[str, Content] | None = None) -> list[Diagnostic]:
    """Findings of a page, of its course or of its package."""
    if case.package:
        return _verify(case, folder)
    for path, content in ({"course.yaml": COURSE, "lessons/01-case.md": LESSON} | (files or case.files)).items():
        _put(folder / path, content)
    return list(pipeline.check([(folder, "case")]).diagnostics)


def _put(target: Path, content: Content) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    match content:
        case str():
            target.write_text(content, encoding="utf-8", newline="\n")
        case bytes():
            target.write_bytes(content)
        case int():
            with target.open("wb") as file:
                file.truncate(content)


def show(diagnostics: list[Diagnostic]) -> str:
    """Findings as a page writes them."""
    lines = []
    for one in diagnostics:
        path = re.sub(r"^(case/|case\.zip!/)", "", one.span.path)
        lines.append(f"{path}:{one.span.line}:{one.span.col} {one.code.id} {one.message}\n")
    return "".join(lines)


def rewrite(case: Case, found: str) -> None:
    text = case.file.read_text(encoding="utf-8")
    block = f"~~~~ findings\n{found}~~~~"
    if "~~~~ findings\n" in text:
        text = re.sub(r"~~~~ findings\n.*?^~~~~$", lambda _: block, text, flags=re.DOTALL | re.MULTILINE)
    else:
        text = f"{text.rstrip()}\n\n{block}\n"
    case.file.write_text(text, encoding="utf-8")


def _verify(case: Case, folder: Path) -> list[Diagnostic]:
    place = folder / "case.zip"
    two = "edition 2004" in case.entries
    files = {"imsmanifest.xml": TWO if two else ONE, "index.html": "<!doctype html>"} | case.packed
    missing = {line.removeprefix("without ") for line in case.entries if line.startswith("without ")}
    second = two or "imscp_v1p1" in files["imsmanifest.xml"]
    controls = resources.schemas("scorm2004-4th" if second else "scorm12")
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            if path not in missing:
                archive.writestr(path, text)
        for control in sorted(controls.iterdir()):
            if control.name not in missing:
                archive.write(control, control.name)
        for line in case.entries:
            _entry(archive, line)
    if any(line.endswith(" encrypted") for line in case.entries):
        _mark_encrypted(place)
    report = Report()
    conformance.verify_file(place, "case.zip", report)
    return list(report.diagnostics)


def _entry(archive: zipfile.ZipFile, line: str) -> None:
    if line.startswith("without ") or line == "edition 2004":
        return
    name, _, rest = line.partition(" ")
    if rest.startswith("-> "):
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, rest.removeprefix("-> "))
    elif rest.startswith("zeros "):
        archive.writestr(name, bytes(int(rest.removeprefix("zeros "))))
    elif rest == "files":
        for number in range(int(name)):
            archive.writestr(f"f/{number}.txt", b"")
    elif rest == "twice":
        archive.writestr(name, "one")
        archive.fp.flush()
        info = zipfile.ZipInfo(name)
        archive.NameToInfo.pop(name)
        archive.writestr(info, "two")
    else:
        info = zipfile.ZipInfo("x")
        info.filename = info.orig_filename = name
        archive.writestr(info, "text")


def _mark_encrypted(place: Path) -> None:
    """Set the flag of encryption in the directory of the entry called secret.txt."""
    data = bytearray(place.read_bytes())
    at = data.rfind(b"secret.txt")
    data[at - 46 + 8] |= 1
    place.write_bytes(bytes(data))
