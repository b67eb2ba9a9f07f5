"""Reads and runs the case pages (see cases/README.md)."""

from __future__ import annotations

import re
import ssl
import stat
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx

from elearn_builder import comparison, conformance, pipeline, resources
from elearn_builder.diagnostics import Diagnostic, Report
from elearn_builder.linkcheck.asking import Manners, Web
from elearn_builder.record import replace
from elearn_builder.source import Span

FENCE = re.compile(r"^~~~~ ?(?P<what>[^\n]*)\n(?P<text>.*?)^~~~~$", re.DOTALL | re.MULTILINE)
COURSE = """\
id: case
title: Case
objectives: {o: Find mistakes}
modules:
- title: Cases
  lessons: [01-case]
"""
TODAY = date(2026, 11, 24)
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
    """A page: its files, the odd entries of its package, what is expected, the files with the cure, those of a later
    edition.
    """

    file: Path
    files: dict[str, Content]
    packed: dict[str, str]
    entries: tuple[str, ...]
    expected: str
    cured: dict[str, Content]
    later: dict[str, Content]
    web: str = ""
    moods: tuple[str, ...] | None = None
    targets: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return self.file.stem

    @property
    def package(self) -> bool:
        return bool(self.packed or self.entries)


def read(file: Path) -> Case:
    files: dict[str, Content] = {}
    cured: dict[str, Content] = {}
    later: dict[str, Content] = {}
    packed, entries, changes, expected, answers, moods, targets = {}, (), [], "", "", None, ()
    for match in FENCE.finditer(file.read_text(encoding="utf-8")):
        what, text = match["what"].strip(), match["text"]
        if what == "findings":
            expected = text
        elif what == "web":
            answers = text
        elif what == "entries":
            entries = tuple(text.splitlines())
        elif what == "build":
            targets = tuple(text.splitlines())
        elif what == "upload":
            moods = tuple(text.splitlines())
        elif what.startswith("zip:"):
            packed[what.removeprefix("zip:")] = text
        elif what == "manifest":
            changes.append(text)
        else:
            word, _, rest = what.partition(" ")
            inside = {"cured": cured, "then": later}.get(word)
            if inside is None:
                inside, rest = files, what
            inside.update([_content(rest, text)])
    if changes:
        packed["imsmanifest.xml"] = _changed(TWO if "edition 2004" in entries else ONE, changes)
    return Case(file, files, packed, entries, expected, cured, later, answers, moods, targets)


def _changed(manifest: str, changes: list[str]) -> str:
    """A manifest in which the lines above `=>` have become those below."""
    for change in changes:
        before, after = change.split("=>\n")
        assert before.rstrip("\n") in manifest, f"the manifest does not have: {before}"
        manifest = manifest.replace(before.rstrip("\n"), after.rstrip("\n"), 1)
    return manifest


def _content(what: str, text: str) -> tuple[str, Content]:
    """The path and the content that a fence gives a file of the course."""
    form, _, path = what.rpartition(" ")
    match form:
        case "bytes":
            return path, text.rstrip("\n").encode("latin-1").decode("unicode_escape").encode("latin-1")
        case "padded":
            line, _, size = text.rstrip("\n").rpartition("\n")
            return path, _content(f"bytes {path}", line)[1].ljust(int(size), b"\0")  # type: ignore[union-attr]
        case "size":
            return path, int(text)
        case "without":
            return path, None
        case _ if form.endswith(" times"):
            once, again = text.split("=>\n")
            times = range(1, int(form.removesuffix(" times")) + 1)
            return path, once + "".join(again.replace("NUMBER", str(number)) for number in times)
        case _:
            return what, text


def run(case: Case, folder: Path, files: dict[str, Content] | None = None) -> list[Diagnostic]:
    """Findings of a page, of its course or of its package, or of its later edition beside the first one."""
    if case.package:
        return _verify(case, folder)
    files = {"course.yaml": COURSE, "lessons/01-case.md": LESSON} | (files or case.files)
    if case.moods is not None:
        from tests.upload.rehearsal import rehearse  # only these pages need servers

        return rehearse(case.moods, files, files | case.later if case.later else None, folder)
    if case.later:
        return _compare(files, files | case.later, folder)
    for path, content in files.items():
        put(folder / path, content)
    others = sorted(file.parent.name for file in folder.glob("*/course.yaml"))
    roots = [(folder, "case"), *((folder / name, name) for name in others)]
    if case.targets:
        return list(pipeline.build(roots, case.targets, folder / "dist").diagnostics)
    return list(pipeline.check(roots, today=TODAY, web=_web(case.web) if case.web else None).diagnostics)


def _web(written: str) -> Web:
    """A web in which addresses answer as the lines of a fence say, and all others with 200."""
    answers = dict(line.split(" ", 1) for line in written.splitlines())

    def answer(request: httpx.Request) -> httpx.Response:
        said, _, more = answers.get(str(request.url), "200").partition(" ")
        if said == "certificate":
            problem = ssl.SSLCertVerificationError()
            problem.verify_message = more
            raise httpx.ConnectError(more) from problem
        if said == "timeout":
            raise httpx.ReadTimeout(said)
        if said == "200":
            return httpx.Response(200, html=more)
        return httpx.Response(int(said), headers={"location": more} if more else {})

    return Web(manners=Manners(pause=0, again=0), transport=httpx.MockTransport(answer))


def _compare(before: dict[str, Content], after: dict[str, Content], folder: Path) -> list[Diagnostic]:
    packages = []
    for name, files in (("old", before), ("new", after)):
        for path, content in files.items():
            put(folder / name / path, content)
        built = pipeline.build([(folder / name, name)], [], folder / f"{name}-dist")
        assert built.written, show(list(built.diagnostics))
        packages.append(built.written[0].path.replace(folder / f"{name}.zip"))
    report = Report()
    found = comparison.compare_files(*packages, report)
    assert found is not None, show(list(report.diagnostics))
    return [replace(one, span=Span("case/new.zip")) for one in found.diagnostics]


def put(target: Path, content: Content) -> None:
    if content is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
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
                utf16 = path == "imsmanifest.xml" and "manifest in utf-16" in case.entries
                archive.writestr(path, text.replace("UTF-8", "UTF-16").encode("utf-16") if utf16 else text)
        for control in sorted(controls.iterdir()):
            if control.name not in missing:
                archive.write(control, control.name)
        for line in case.entries:
            _entry(archive, line)
    if any(line.endswith(" encrypted") for line in case.entries):
        _mark_encrypted(place)
    if "cut in the middle" in case.entries:
        place.write_bytes(place.read_bytes()[: place.stat().st_size // 2])
    report = Report()
    conformance.verify_file(place, "case.zip", report)
    return list(report.diagnostics)


def _entry(archive: zipfile.ZipFile, line: str) -> None:
    if line.startswith("without ") or line in {"edition 2004", "manifest in utf-16", "cut in the middle"}:
        return
    name, _, rest = line.partition(" ")
    if rest.startswith("-> "):
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, rest.removeprefix("-> "))
    elif rest.startswith("zeros "):
        archive.writestr(name, bytes(int(rest.removeprefix("zeros "))))
    elif rest == "bzip2":
        archive.writestr(name, "text", zipfile.ZIP_BZIP2)
    elif rest == "zip64":
        with archive.open(name, "w", force_zip64=True) as file:
            file.write(b"text")
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
