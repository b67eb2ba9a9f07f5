"""Opening a file of the author's at its line, in the editor that the author uses.

A browser cannot give a terminal to an editor that needs one, so those (vi, nano …) are not offered.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

# How editors are told the line: {path}, {line} and {col} are filled in.
ARGUMENTS = {
    **dict.fromkeys(("code", "codium", "code-insiders", "cursor", "windsurf"), ("--goto", "{path}:{line}:{col}")),
    **dict.fromkeys(("subl", "zed", "zeditor", "lapce"), ("{path}:{line}:{col}",)),
    **dict.fromkeys(("gedit", "gnome-text-editor", "pluma", "xed", "mousepad", "gvim", "mvim"), ("+{line}", "{path}")),
    **dict.fromkeys(("kate", "kwrite"), ("--line", "{line}", "--column", "{col}", "{path}")),
    "notepad++": ("-n{line}", "-c{col}", "{path}"),
    "mate": ("--line", "{line}:{col}", "{path}"),
    "bbedit": ("+{line}", "{path}"),
    "idea": ("--line", "{line}", "{path}"),
}
IN_A_TERMINAL = {
    "vi",
    "vim",
    "nvim",
    "nano",
    "pico",
    "emacs",
    "micro",
    "hx",
    "helix",
    "joe",
    "ne",
    "ed",
    "mcedit",
    "kak",
}


def command(given: str = "") -> list[str]:
    """The editor as words of a command: as given, else `VISUAL` or `EDITOR`; empty when there is none to open a window.

    Raises:
        ValueError: A quote is not closed.
    """
    for wish in (given, os.environ.get("VISUAL", ""), os.environ.get("EDITOR", "")):
        words = shlex.split(wish, posix=os.name != "nt")
        if words and _name(words) not in IN_A_TERMINAL and shutil.which(words[0]):
            return words
    return []


def _name(words: list[str]) -> str:
    return Path(words[0]).name.lower().removesuffix(".exe").removesuffix(".cmd")


def arguments(words: list[str], file: Path, line: int, col: int) -> list[str]:
    """The whole command that opens a file at a line and column (from 1)."""
    form = ARGUMENTS.get(_name(words), ("{path}",))
    return [*words, *(part.format(path=file, line=line, col=col) for part in form)]


def open_file(words: list[str], file: Path, line: int, col: int) -> None:
    """Start the editor and leave it to itself.

    Raises:
        OSError: It cannot be started.
    """
    subprocess.Popen(  # noqa: S603 - the author's own editor, without a shell
        arguments(words, file, line, col),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
