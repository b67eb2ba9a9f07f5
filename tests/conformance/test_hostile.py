"""Packages made to do harm, or damaged: each is a finding, in bounded time and memory, and nothing is written."""

from __future__ import annotations

import json
import random
import stat
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from elearn_builder import resources
from elearn_builder.cli import cli
from elearn_builder.conformance import verify_file
from elearn_builder.diagnostics import Report
from tests.case_pages import ONE, TWO

MEMORY = 1 << 30  # bytes of address space for all hostile packages together, Python and its libraries included
SECONDS = 60
BEGIN = '<?xml version="1.0" encoding="UTF-8"?>\n'
LAUGHS = (
    '<!DOCTYPE manifest [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)


@dataclass(frozen=True)
class Entry:
    """An entry of a zip file as bytes, so that every field can lie."""

    name: bytes
    data: bytes = b"text"
    size: int | None = None
    crc: int | None = None
    method: int = zipfile.ZIP_DEFLATED
    flags: int = 0
    local_name: bytes | None = None
    offset: int | None = None


def raw(path: Path, entries: list[Entry], *, packed: bool = False) -> None:
    """Write a zip file from its parts; with ``packed``, data is deflated already."""
    body, directory = b"", b""
    for entry in entries:
        squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
        data = entry.data if packed or not entry.method else squeeze.compress(entry.data) + squeeze.flush()
        crc = zlib.crc32(entry.data) if entry.crc is None else entry.crc
        size = len(entry.data) if entry.size is None else entry.size
        offset = len(body) if entry.offset is None else entry.offset
        name = entry.name if entry.local_name is None else entry.local_name
        sizes = (entry.flags, entry.method, 0, 33, crc, len(data), size)
        body += struct.pack("<4s5HLLL2H", b"PK\x03\x04", 20, *sizes, len(name), 0) + name + data
        directory += struct.pack("<4s6HLLL5HLL", b"PK\x01\x02", 20, 20, *sizes, len(entry.name), 0, 0, 0, 0, 0, offset)
        directory += entry.name
    count = min(len(entries), 0xFFFF)
    end = struct.pack("<4s4HLLH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    path.write_bytes(body + directory + end)


def around(path: Path, manifest: str | bytes = ONE, more: dict[str, bytes] | None = None, two: bool = False) -> None:
    """A package that is right but for its manifest or what is added."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", manifest)
        archive.writestr("index.html", "<!doctype html>")
        for control in resources.schemas("scorm2004-4th" if two else "scorm12").iterdir():
            archive.write(control, control.name)
        for name, data in (more or {}).items():
            archive.writestr(name, data)


def named(name: str, mode: int = 0) -> Callable[[Path], None]:
    def build(path: Path) -> None:
        around(path)
        with zipfile.ZipFile(path, "a") as archive:
            info = zipfile.ZipInfo("x")
            info.filename = info.orig_filename = name
            info.external_attr = mode << 16
            archive.writestr(info, "/etc/passwd")

    return build


def manifest(text: str | bytes, *, two: bool = False) -> Callable[[Path], None]:
    return lambda path: around(path, text, two=two)


def entries(*found: Entry, packed: bool = False) -> Callable[[Path], None]:
    return lambda path: raw(path, list(found), packed=packed)


def truncated(path: Path) -> None:
    around(path)
    path.write_bytes(path.read_bytes()[:-100])


def cut_out(path: Path) -> None:
    """Bytes in the middle are gone, the table of contents is there."""
    around(path)
    data = path.read_bytes()
    path.write_bytes(data[:500] + data[900:])


def many(path: Path, name: bytes = b"f", count: int = 100_000) -> None:
    """A table of contents with very many entries, and hardly anything else."""
    record = struct.pack("<4s6HLLL5HLL", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0)
    directory = (record + name) * count
    end = struct.pack("<4s4HLLH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(directory), 0, 0)
    path.write_bytes(directory + end)


def large_manifest(path: Path) -> None:
    """Two hundred megabytes that deflate well, but not beyond measure."""
    line = "".join(
        f'<item identifier="i{random.Random(number).getrandbits(64)}"/>' for number in range(20_000)
    ).encode()
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
    block = squeeze.compress(line) + squeeze.flush(zlib.Z_FULL_FLUSH)
    times = (200 << 20) // len(line)
    crc = 0
    for _ in range(times):
        crc = zlib.crc32(line, crc)
    raw(path, [Entry(b"imsmanifest.xml", block * times + b"\x03\x00", len(line) * times, crc)], packed=True)


def zip64_end(path: Path) -> None:
    """The end of the archive speaks of more entries than there can be."""
    around(path)
    data = path.read_bytes()
    end = struct.pack("<4sQ2HLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1 << 40, 1 << 40, 1 << 40, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(data) - 22, 1)
    path.write_bytes(
        data[:-22] + end + locator + struct.pack("<4s4HLLH", b"PK\x05\x06", *[0xFFFF] * 4, *[2**32 - 1] * 2, 0)
    )


def nested_bomb(path: Path) -> None:
    raw(path.with_suffix(".inner"), [Entry(b"zeros.txt", bytes(60 << 20))])
    inner = path.with_suffix(".inner").read_bytes()
    path.with_suffix(".inner").unlink()
    around(path, more={"inner.zip": inner, "imsmanifest.xml/": b""})


def attributes(count: int) -> str:
    inside = " ".join(f'a{number}=""' for number in range(count))
    return f"{BEGIN}<manifest {inside}/>"


def objectives(count: int) -> str:
    inside = "<imsss:primaryObjective/>" + '<imsss:objective objectiveID="a"/>' * count
    end = "<imsss:deliveryControls"
    return TWO.replace(end, f"<imsss:objectives>{inside}</imsss:objectives>{end}")


def gates(count: int) -> str:
    gate = '<adlcp:prerequisites type="aicc_script">x</adlcp:prerequisites>'
    items = "".join(f'<item identifier="i{n}" identifierref="r"><title>T</title>{gate}</item>' for n in range(count))
    return ONE.replace("</organization>", f"{items}</organization>")


def listed(count: int) -> str:
    return ONE.replace(
        "</resource>", "".join(f'<file href="f{number}.html"/>' for number in range(count)) + "</resource>"
    )


HOSTILE: dict[str, tuple[str, Callable[[Path], None]]] = {
    "empty file": ("P001", lambda path: path.write_bytes(b"")),
    "folder": ("P001", lambda path: path.mkdir()),
    "nothing there": ("P001", lambda path: None),
    "text": ("P001", lambda path: path.write_text("not a package")),
    "end missing": ("P001", truncated),
    "middle missing": ("P001", cut_out),
    "wrong checksum": ("P001", entries(Entry(b"imsmanifest.xml", crc=7))),
    "two names": ("P001", entries(Entry(b"a.txt", local_name=b"b.txt"))),
    "size understated": ("P001", entries(Entry(b"a.txt", bytes(100_000), size=10))),
    "offset beyond the end": ("P001", entries(Entry(b"a.txt", offset=(1 << 32) - 2))),
    "name that is no text": ("P001", entries(Entry(b"\xff\xfe.txt", flags=0x800))),
    "no deflated data": ("P001", entries(Entry(b"a.txt", b"\xff" * 50, size=50), packed=True)),
    "100,000 entries": ("P002", many),
    "endless table of contents": ("P002", lambda path: many(path, b"n" * 60_000, 200)),
    "zip64 with billions of entries": ("P001", zip64_end),
    "bomb": ("P003", entries(Entry(b"zeros.txt", bytes(60 << 20)))),
    "bomb of many entries": ("P003", lambda path: raw(path, [Entry(b"%d.txt" % n, bytes(4 << 20)) for n in range(30)])),
    "bomb by its own account": ("P003", entries(*(Entry(b"%d.txt" % n, size=(1 << 32) - 2) for n in range(3)))),
    "overlapping entries": ("P003", entries(*(Entry(b"%d.txt" % n, offset=0, local_name=b"0.txt") for n in range(9)))),
    "path upwards": ("P004", named("../evil.txt")),
    "path upwards, inside": ("P004", named("a/b/../../../evil.txt")),
    "absolute path": ("P004", named("/tmp/evil.txt")),
    "drive": ("P004", named("C:/evil.txt")),
    "drive without slash": ("P004", named("C:evil.txt")),
    "share": ("P004", named("\\\\server\\evil.txt")),
    "back-slashes": ("P004", named("..\\evil.txt")),
    "back-slash": ("P004", named("folder\\page.html")),
    "zero in a name": ("P004", named("page.html\0.txt")),
    "empty name": ("P004", entries(Entry(b""))),
    "symbolic link": ("P005", named("link.html", stat.S_IFLNK | 0o777)),
    "pipe": ("P005", named("pipe.html", stat.S_IFIFO | 0o644)),
    "encrypted": ("P006", entries(Entry(b"secret.txt", flags=1))),
    "twice": ("P007", entries(Entry(b"a.txt"), Entry(b"a.txt", b"other"))),
    "bzip2 bomb": ("P009", entries(Entry(b"a.txt", method=zipfile.ZIP_BZIP2))),
    "unknown compression": ("P009", entries(Entry(b"a.txt", method=99))),
    "archive in the archive": ("P038", nested_bomb),
    "no manifest": ("P020", entries(Entry(b"a.txt"))),
    "no manifest but a folder": ("P020", entries(Entry(b"imsmanifest.xml/", b""))),
    "empty manifest": ("P021", manifest("")),
    "zeros for a manifest": ("P021", manifest(bytes(1000))),
    "manifest of 200 MB": ("P021", large_manifest),
    "nested 100,000 deep": ("P021", manifest(BEGIN + "<a>" * 100_000)),
    "half a million elements": ("P021", manifest(BEGIN + "<a>" + "<b/>" * 500_000 + "</a>")),
    "half a million attributes": ("P021", manifest(attributes(500_000))),
    "many attributes": ("P024", manifest(attributes(100_000))),
    "billion laughs": (
        "P022",
        manifest(ONE.replace("<manifest", LAUGHS + "<manifest", 1).replace(">Course<", ">&j;<")),
    ),
    "billion laughs in UTF-16": (
        "P022",
        manifest((LAUGHS + ONE.partition("?>")[2]).replace(">Course<", ">&j;<").encode("utf-16-le")),
    ),
    "document type behind comments": ("P022", manifest("<!-- -->" * 20_000 + "<?a?>" + LAUGHS + "<manifest/>")),
    "comments without an end": ("P024", manifest("<!-- -->" * 20_000 + "<manifest/>")),
    "external entity": (
        "P022",
        manifest(ONE.replace("<manifest", '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><manifest', 1)),
    ),
    "external document type": (
        "P022",
        manifest(ONE.replace("<manifest", '<!DOCTYPE m SYSTEM "http://127.0.0.1:9/x.dtd"><manifest', 1)),
    ),
    "undeclared entity": ("P021", manifest(ONE.replace(">Course<", ">&x;<"))),
    "10,000 files that are not there": ("P036", manifest(listed(10_000))),
    "objectives that all say the same": ("P043", manifest(objectives(10_000), two=True)),
    "prerequisites of all": ("P045", manifest(gates(5000))),
    "parameters that take long to read": (
        "P042",
        manifest(ONE.replace('identifierref="r"', f'identifierref="r" parameters="{"a=b&amp;" * 50_000}"')),
    ),
}
ONLY_WARNED = {
    "manifest in UTF-16": ("P023", manifest(ONE.replace("UTF-8", "UTF-16").encode("utf-16"))),
    "manifest in UTF-16 without a mark": ("P023", manifest(ONE.partition("?>")[2].lstrip().encode("utf-16-be"))),
    "manifest in Latin-1": (
        "P023",
        manifest(ONE.replace("UTF-8", "ISO-8859-1").replace(">Course<", ">Übung<").encode("latin-1")),
    ),
    "manifest in no known encoding": ("P023", manifest(ONE.replace("UTF-8", "x-evil"))),
}


def codes(*arguments: str) -> tuple[int, set[str]]:
    result = CliRunner().invoke(cli, ["verify", *arguments, "--format", "json"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, {one["code"] for one in json.loads(result.stdout)}


@pytest.mark.parametrize("what", HOSTILE)
def test_is_found_and_nothing_is_written(what: str, tmp_path: Path) -> None:
    code, build = HOSTILE[what]
    package = tmp_path / "inner" / "package.zip"
    package.parent.mkdir()
    build(package)
    before = sorted(tmp_path.rglob("*"))
    found = codes(str(package))
    assert code in found[1]
    assert found[0] == (0 if code == "P038" else 1)  # unlisted files are warned of
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("what", ONLY_WARNED)
def test_is_read_all_the_same(what: str, tmp_path: Path) -> None:
    code, build = ONLY_WARNED[what]
    build(tmp_path / "package.zip")
    assert codes(str(tmp_path / "package.zip")) == (0, {code})
    assert codes(str(tmp_path / "package.zip"), "--strict") == (1, {code})


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_all_of_them_in_bounded_time_and_memory(tmp_path: Path) -> None:
    for what, (_, build) in HOSTILE.items():
        build(tmp_path / f"{what}.zip")
    program = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
        f"resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))\n"
        "from elearn_builder.cli import cli\n"
        "cli(['verify', '--format', 'json', *sys.argv[1:]])\n"
    )
    names = [f"{what}.zip" for what in HOSTILE]
    command = [sys.executable, "-c", program, *names]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=10 * SECONDS, check=False)
    assert result.returncode == 1, result.stderr[-2000:]
    found = {(one["file"].partition(".zip")[0], one["code"]) for one in json.loads(result.stdout)}
    assert {(what, code) for what, (code, _) in HOSTILE.items()} <= found


def test_names_cannot_steer_a_terminal(tmp_path: Path) -> None:
    around(tmp_path / "package.zip", more={"\x1b[2J\u202egpj.html": b""})
    result = CliRunner().invoke(cli, ["verify", str(tmp_path / "package.zip")])
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert "[2J" in result.stdout


@pytest.mark.parametrize("seed", range(8))
def test_damage_anywhere_is_a_finding_or_harmless(seed: int, tmp_path: Path) -> None:
    """Bytes changed at random, mostly where the structure is: never an exception."""
    dice = random.Random(seed)
    around(tmp_path / "right.zip", two=bool(seed % 2), manifest=TWO if seed % 2 else ONE)
    right = (tmp_path / "right.zip").read_bytes()
    start = right.index(b"PK\x01\x02")
    for _ in range(60):
        data = bytearray(right)
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(start, len(data)) if dice.random() < 0.7 else dice.randrange(len(data))
            data[at] = dice.randrange(256)
        (tmp_path / "package.zip").write_bytes(data)
        verify_file(tmp_path / "package.zip", "package.zip", Report())


@pytest.mark.parametrize("seed", range(4))
def test_a_manifest_with_parts_lost_is_a_finding_or_harmless(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    text = TWO if seed % 2 else ONE
    words = text.replace('"', ' " ').split(" ")
    for _ in range(40):
        kept = [word for word in words if dice.random() > 0.03]
        around(tmp_path / "package.zip", " ".join(kept).replace(' " ', '"'), two=bool(seed % 2))
        verify_file(tmp_path / "package.zip", "package.zip", Report())
