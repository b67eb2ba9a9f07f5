"""What is imported when: commands that only say something start at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from elearn_builder.prose import EXTENSIONS

HEAVY = ("httpx", "jinja2", "lxml", "markdown", "msgspec", "multiprocessing", "rich", "yaml")
PROGRAM = """
import sys
from elearn_builder.cli import main
sys.argv = ["elearn", *{arguments!r}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("LOADED", *(name for name in {names!r} if name in sys.modules))
"""


def loaded(*arguments: str, names: tuple[str, ...] = HEAVY) -> list[str]:
    """Which of these modules a command has imported at its end."""
    program = PROGRAM.format(arguments=list(arguments), names=names)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1].split()[1:]


@pytest.mark.parametrize("arguments", [("--version",), ("--help",)])
def test_nothing_heavy_is_imported_to_say_who_we_are(arguments: tuple[str, ...]) -> None:
    assert loaded(*arguments) == []


def test_one_process_needs_nothing_of_several(courses: Path) -> None:
    names = ("multiprocessing", "concurrent.futures", "rich", "httpx", "platformdirs")
    assert loaded("check", str(courses / "tour"), "--workers", "1", names=names) == []


def test_the_floor_of_the_benchmark_uses_our_extensions() -> None:
    floor = (Path(__file__).parents[1] / "bench" / "floor.py").read_text("utf-8")
    line = next(line for line in floor.splitlines() if line.startswith("EXTENSIONS = "))
    assert line == f"EXTENSIONS = {list(EXTENSIONS)}".replace("'", '"')
