"""Measures what checking courses takes against what rendering them takes. See README.md for how to read it.

Checking is all that `elearn check` does: reading, all rules, those of the day too, ignores. Rendering is reading
without any rule, HTML for each page, scripts and shells of the site; no package. Both are measured in processor time of
a process of their own, without imports, in turn; the table gives medians.

    python bench/checks.py [--runs 7] [COURSE ...]
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from elearn_builder import parser, pipeline
from elearn_builder.diagnostics import Report
from elearn_builder.render import Renderer
from elearn_builder.site import build_site
from elearn_builder.suite import load_all

COURSES = Path(__file__).resolve().parent.parent / "courses"
WAYS = ("render", "check")
DAY = date(2026, 11, 24)


def render(roots: list[tuple[Path, str]]) -> int:
    """Read and render courses without checking them; gives the number of pages."""
    report = Report()
    pages = 0
    for source in load_all(roots, report):
        shared = parser.context(source, report)
        renderer = Renderer(source.config)
        titles = {
            page.id: config.title
            for config, module in zip(source.config.modules, source.modules, strict=True)
            for page in module
        }
        lessons = {page.id: parser.read_page(page, shared, report) for page in source.pages}
        articles = {
            name: renderer.lesson(lesson, titles[name]) if name in titles else renderer.exam(lesson)
            for name, lesson in lessons.items()
        }
        build_site(parser.assemble(source, shared, lessons), renderer, articles)
        pages += len(lessons)
    return pages


def check(roots: list[tuple[Path, str]]) -> int:
    """Check courses as `elearn check` does; gives the number of findings."""
    return len(pipeline.check(roots, today=DAY).diagnostics)


def timed(way: str, courses: list[str]) -> float:
    """Seconds of processor time that one way takes in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, __file__, "--way", way, *courses]
    return float(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("courses", nargs="*", help="course folders; those of this project if left out")
    arguments.add_argument("--runs", type=int, default=7)
    arguments.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    courses = given.courses or sorted(str(file.parent) for file in COURSES.glob("*/course.yaml"))
    roots = [(Path(course), Path(course).name) for course in courses]
    if given.way:
        gc.disable()  # as the command does
        began = time.process_time()
        (render if given.way == "render" else check)(roots)
        print(time.process_time() - began)
        return
    taken: dict[str, list[float]] = {way: [] for way in WAYS}
    for _ in range(given.runs):
        for way in WAYS:
            taken[way].append(timed(way, courses))
    rendering, checking = (statistics.median(taken[way]) for way in WAYS)
    print(f"{len(courses)} courses: rendering {rendering:.2f} s, checking {checking:.2f} s")
    print(f"checking takes {checking / rendering:.2f} times what rendering takes (1.5 at most)")


if __name__ == "__main__":
    main()
