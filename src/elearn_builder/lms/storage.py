"""Places that LMSs fetch packages from; here a folder of this computer, the others are in `remote`.

A package is published at an address that stays: written aside, read back, then moved into place in one step. Its
checksum follows in a file of its own (``name.zip.sha256``, as `sha256sum --check` reads it).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from msgspec import Meta

from elearn_builder.lms.codes import (
    LOST,
    NO_PERMISSION,
    NO_SPACE,
    NOT_FOUND,
    OTHER_BYTES,
)
from elearn_builder.lms.service import Found, Refusal, Service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elearn_builder.lms.secrets import Secrets
    from elearn_builder.lms.service import Parcel, Tell

BLOCK = 1 << 18
ASIDE = ".elearn-"
Edition = Literal["scorm12", "scorm2004-3rd", "scorm2004-4th"]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A folder.

    Attributes:
        folder: Where packages go; it must be there.
        address: Where the LMS finds what is in the folder, for the receipt.
    """

    service: Literal["folder"]
    folder: Annotated[str, Meta(min_length=1, description="the path of a folder")]
    address: str = ""
    package: Edition = "scorm12"


class Folder:
    """A folder of this computer, or one that is mounted."""

    def __init__(self, settings: Settings) -> None:
        self._folder = Path(settings.folder).expanduser()
        self._address = settings.address.rstrip("/")
        if not self._folder.is_dir():
            raise Refusal(NOT_FOUND, f"there is no folder {self._folder}", "make it, or correct `folder`")

    def find(self, parcel: Parcel) -> Found | None:
        """The file with the package's name."""
        place = self._folder / parcel.file.name
        return self._found(place) if place.is_file() else None

    def limit(self, found: Found | None) -> int:  # noqa: ARG002
        """What the disk has left."""
        return shutil.disk_usage(self._folder).free

    def fetch(self, found: Found, place: Path) -> bool:
        """Copy the file."""
        with _in_words(str(self._folder)):
            shutil.copyfile(self._folder / found.id, place)
        return True

    def send(self, parcel: Parcel, found: Found | None, tell: Tell, *, force: bool) -> Found:  # noqa: ARG002
        """Write aside, read back, swap; then the checksum."""
        place = self._folder / parcel.file.name
        aside = self._folder / f"{ASIDE}{uuid.uuid4().hex[:8]}.part"
        with _in_words(str(self._folder)):
            try:
                with parcel.file.open("rb") as source, aside.open("wb") as target:
                    _copy(source, target, parcel.size, tell)
                    target.flush()
                    os.fsync(target.fileno())
                with aside.open("rb") as written:
                    demand_same(written, parcel)
                aside.replace(place)
                aside.write_text(checksum(parcel), encoding="ascii")
                aside.replace(place.with_name(f"{place.name}.sha256"))
            finally:
                aside.unlink(missing_ok=True)
        return self._found(place)

    def notes(self) -> tuple[str, ...]:
        """None."""
        return ()

    def _found(self, place: Path) -> Found:
        return Found(place.name, f"{self._address}/{place.name}" if self._address else place.as_posix())


def checksum(parcel: Parcel) -> str:
    """The line that `sha256sum --check` reads."""
    return f"{parcel.sha256}  {parcel.file.name}\n"


def _copy(source: Any, target: Any, size: int, tell: Tell) -> None:
    done = 0
    while block := source.read(BLOCK):
        target.write(block)
        done += len(block)
        tell(done, size)


def demand_same(written: Any, parcel: Parcel) -> None:
    """Refuse bytes that are not the package's (U023)."""
    digest = hashlib.sha256()
    while block := written.read(BLOCK):
        digest.update(block)
    if digest.hexdigest() != parcel.sha256:
        raise Refusal(
            OTHER_BYTES, "what was written is not what was sent; nothing was replaced", "run the command again"
        )


@contextlib.contextmanager
def _in_words(where: str) -> Iterator[None]:
    """Put what a disk objects into a refusal."""
    try:
        yield
    except Refusal:
        raise
    except PermissionError:
        raise Refusal(NO_PERMISSION, f"writing to {where} is not allowed", "ask for the right to write there") from None
    except FileNotFoundError:
        raise Refusal(NOT_FOUND, f"{where} is not there", "make it, or correct the settings") from None
    except OSError as problem:
        full = problem.errno in {28, 122}  # ENOSPC, EDQUOT
        if full:
            raise Refusal(NO_SPACE, f"there is no space left in {where}", "delete old files there") from None
        raise Refusal(
            LOST, f"{where} cannot be used: {problem.strerror or 'it does not answer'}", "try again"
        ) from None


@contextlib.contextmanager
def _open_folder(settings: Settings, secrets: Secrets, insecure: bool) -> Iterator[Folder]:  # noqa: ARG001
    yield Folder(settings)


FOLDER = Service("folder", "a folder that an LMS, or a web server, reads", Settings, _open_folder)
