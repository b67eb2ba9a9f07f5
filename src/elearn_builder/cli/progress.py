"""A progress bar on the terminal; nothing when the output is piped."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WORDS = {
    "pages": "Reading lessons",
    "packages": "Writing packages",
    "suite": "Gathering courses",
    "links": "Asking for links",
}


@contextlib.contextmanager
def bar(*, sizes: bool = False) -> Iterator[Callable[[str, int, int], None] | None]:
    """Give a function that is told stage, done and total; None when nobody watches. ``sizes``: they are bytes."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn() if sizes else MofNCompleteColumn())
    # No refresh by a thread of its own: processes are forked while the bar is shown.
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as progress:
        tasks: dict[str, object] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(WORDS.get(stage, stage), total=total)
            progress.update(tasks[stage], completed=done, total=total, refresh=True)  # type: ignore[arg-type]

        yield tell
