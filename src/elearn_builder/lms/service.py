"""What a service is, what it is given and what it gives back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from elearn_builder.diagnostics import Code
    from elearn_builder.lms.secrets import Secrets

    Tell = Callable[[int, int], None]


class Refusal(Exception):  # noqa: N818 - it is no error of the program: the LMS, or we, will not do it
    """Why something is not done: a code, this very case, the cure in the author's words."""

    def __init__(self, code: Code, message: str, help: str = "") -> None:  # noqa: A002 - as in a diagnostic
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help


class Parcel(Record, frozen=True):
    """A package that is to be sent.

    Attributes:
        key: What it is found by in the LMS: the course's own identifier, else that of the manifest.
        edition: ``scorm12``, ``scorm2004-3rd`` or ``scorm2004-4th``.
        size: In bytes.
        items: How many SCOs it has. scored: Whether an exam gives it a score. Of packages of other tools neither is
            known.
    """

    file: Path
    key: str
    title: str
    version: str
    edition: str
    size: int
    sha256: str
    sha1: str
    items: int = 1
    scored: bool = True


class Found(Record, frozen=True):
    """A package that is in an LMS: its identifier and address there.

    Attributes:
        revision: How the LMS counts its versions; empty where it does not.
        sha1: Of the package that is there, where the LMS tells it: then nothing has to be fetched to recognise it.
    """

    id: str
    address: str
    revision: str = ""
    sha1: str = ""


class Lms(Protocol):
    """An LMS, or a place for packages, with which a conversation is open.

    Every method raises `Refusal` with one of `codes`, and nothing else, when the other side cannot or will not.
    """

    def find(self, parcel: Parcel) -> Found | None:
        """What is there for a package; None when it would be created."""
        ...

    def limit(self, found: Found | None) -> int:
        """The most bytes that are taken; 0: not known."""
        ...

    def fetch(self, found: Found, place: Path) -> bool:
        """Write the package that is there to a file; False when it cannot be had."""
        ...

    def send(self, parcel: Parcel, found: Found | None, tell: Tell, *, force: bool) -> Found:
        """Create or replace. A broken connection leaves the old package or the new one.

        Args:
            parcel: The package.
            found: What is there.
            tell: Told the bytes that are sent, of all.
            force: For an LMS that itself refuses what costs learners progress: it is meant.
        """
        ...

    def notes(self) -> tuple[str, ...]:
        """What the LMS remarked about the package that was sent last."""
        ...


class Service(Record, frozen=True):
    """A kind of LMS or place for packages.

    Attributes:
        name: As authors write it. summary: One line for the help. shape: The type of its settings in elearn.toml.
        open: Begins a conversation, with settings, secrets and whether encryption may be missing.
    """

    name: str
    summary: str
    shape: type[Any]
    open: Callable[[Any, Secrets, bool], AbstractContextManager[Lms]]


class Receipt(Record, frozen=True):
    """What an upload did: ``action`` is ``created``, ``replaced``, ``unchanged``, ``would create``, ``would replace``
    or ``refused``.

    Attributes:
        time: When, in UTC, as in 2026-11-24T13:05:00Z.
        kept: What a comparison counts, such as ``pages``; empty when nothing was replaced.
    """

    target: str
    service: str
    package: str
    action: str
    time: str
    key: str = ""
    title: str = ""
    version: str = ""
    edition: str = ""
    size: int = 0
    sha256: str = ""
    id: str = ""
    address: str = ""
    revision: str = ""
    notes: tuple[str, ...] = ()
    kept: Mapping[str, int] = {}
