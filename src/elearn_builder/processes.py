"""The same work done by several processes: what comes out is the same with any number of them."""

from __future__ import annotations

import copyreg
import errno
import gc
import os
import signal
import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.context import BaseContext

    Progress = Callable[[str, int, int], None]

# How further processes begin: macOS and Windows have no fork that is safe.
START = "fork" if sys.platform == "linux" else "spawn"

_task: Callable[[Any], Any] | None = None


def _frozen(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


# Frozen mappings cannot be sent to a process that did not inherit them unless it is said how.
copyreg.pickle(MappingProxyType, lambda mapping: (_frozen, (dict(mapping),)))


def _adopt(task: Callable[[Any], Any], parent: int) -> None:
    """Begin a process of a pool; ``parent`` is the process that it works for and ends with."""
    global _task  # noqa: PLW0603 - how a process of a pool keeps what it was started with
    _task = task
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: end when that one is killed
        if os.getppid() != parent:  # it was, before this was said
            os._exit(1)
    gc.disable()


def _run(job: Any) -> Any:
    assert _task is not None
    return _task(job)


def spread(
    task: Callable[[Any], Any], jobs: Sequence[Any], workers: int, progress: Progress, stage: str
) -> Iterator[Any]:
    """Do jobs in order or side by side; results come in the order of the jobs.

    With `fork`, what the task refers to is shared with the new processes without being copied.

    Raises:
        ChildProcessError: One of the processes was ended from outside.
    """
    progress(stage, 0, len(jobs))
    if workers < 2 or len(jobs) < 2:
        for done, job in enumerate(jobs, 1):
            yield task(job)
            progress(stage, done, len(jobs))
        return
    import multiprocessing  # only several processes need it
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    context: BaseContext = multiprocessing.get_context(START)
    pool = ProcessPoolExecutor(min(workers, len(jobs)), context, _adopt, (task, os.getpid()))
    try:
        for done, future in enumerate([pool.submit(_run, job) for job in jobs], 1):
            yield future.result()
            progress(stage, done, len(jobs))
    except BrokenProcessPool as problem:
        message = "one of the processes was ended from outside, perhaps for want of memory; try --workers 1"
        raise ChildProcessError(errno.ECHILD, message) from problem
    finally:
        for child in multiprocessing.active_children():
            child.terminate()
        pool.shutdown(cancel_futures=True)
