"""From saving a file to seeing it in the preview: `elearn preview` in Chromium, one lesson edited again and again.

A clock in the page notes when the new words are in the document of the frame that is shown; both clocks are the
machine's. With each kind of edit: a sentence (put in place), a colour in course.yaml (the course is launched again).

    python bench/preview.py [--lessons 20 200] [--runs 15]
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import generate
from playwright.sync_api import Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COMMAND = [sys.executable, "-c", "from elearn_builder.cli import main; main()", "preview", "--no-browser"]
# Looks at every frame of the screen; `Date.now()` is the clock that Python's `time.time()` reads too.
WATCH = """
window.waitFor = (condition) => new Promise((resolve) => {
  const look = () => {
    const frame = document.querySelector("#device iframe:not(.coming)");
    const inside = frame && frame.contentWindow;
    if (inside && inside.document.body && condition(inside)) requestAnimationFrame(() => resolve(Date.now()));
    else requestAnimationFrame(look);
  };
  look();
});
"""
PAUSE = 0.7  # seconds between two edits, as long as a quick author needs


@contextmanager
def preview(course: Path) -> Iterator[str]:
    """A running preview: its address."""
    process = subprocess.Popen([*COMMAND, str(course)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


def edits(page: Page, runs: int, save: Callable[[int], str]) -> list[float]:
    """Milliseconds from each save until it is on the screen; ``save`` writes the file and gives what to wait for."""
    found = []
    for run in range(runs + 2):
        began = time.time() * 1000
        condition = save(run)
        seen = page.evaluate(f"waitFor((inside) => {condition.replace('RUN', str(run))})")
        if run > 1:  # the first ones warm up
            found.append(seen - began)
        time.sleep(PAUSE)
    return found


def measure(lessons: int, runs: int) -> None:
    """Print one line for each kind of edit."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        course = Path(folder) / "course"
        generate.write(course, lessons)
        lesson = course / "lessons" / f"{generate.name(5)}.md"
        text, settings = lesson.read_text("utf-8"), (course / "course.yaml").read_text("utf-8")
        chromium = next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with preview(course) as address:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(address)
            page.add_script_tag(content=WATCH)
            page.wait_for_function("preview.stage.page", timeout=60_000)
            page.click(f'[data-page="{generate.name(5)}"]')
            page.wait_for_function(f"preview.stage.page === '{generate.name(5)}'")
            time.sleep(2)

            def sentence(run: int) -> str:
                lesson.write_text(f"{text}\nThese words came with edit {run}.\n", "utf-8")
                return "inside.document.body.textContent.includes('came with edit RUN.')"

            def colour(run: int) -> str:
                theme = f'theme: {{accent: "#0a5{run % 10}{run // 10 % 10}e"}}\n'
                (course / "course.yaml").write_text(settings + theme, "utf-8")
                first = "inside.getComputedStyle(inside.document.documentElement).getPropertyValue('--accent')"
                return f"{first}.startsWith('#0a5' + RUN % 10 + Math.floor(RUN / 10) % 10)"

            for name, save in (("a sentence", sentence), ("a colour", colour)):
                found = edits(page, runs, save)
                print(
                    f"{lessons:>5} lessons  {name:<11} median {statistics.median(found):>5.0f} ms"
                    f"   least {min(found):>5.0f}   most {max(found):>5.0f}   of {len(found)}"
                )
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lessons", type=int, nargs="+", default=[20, 200])
    parser.add_argument("--runs", type=int, default=15)
    asked = parser.parse_args()
    if hasattr(os, "getloadavg"):
        print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    for lessons in asked.lessons:
        measure(lessons, asked.runs)


if __name__ == "__main__":
    main()
