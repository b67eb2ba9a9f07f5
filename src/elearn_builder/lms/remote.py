"""Places for packages on other computers, through fsspec: WebDAV, SFTP and object storage that speaks S3.

As in a folder of this computer, a package is written aside, read back, and moved into place by the other side in one
step; so whoever fetches it gets the old one or the new one.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import time
import uuid
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from elearn_builder.lms import line
from elearn_builder.lms.codes import LOGIN, LOST, MISSING_LIBRARY, NO_PERMISSION, NO_SPACE, NOT_FOUND, STRANGE
from elearn_builder.lms.service import Found, Refusal, Service
from elearn_builder.lms.storage import ASIDE, Edition, checksum, demand_same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from elearn_builder.lms.secrets import Secrets
    from elearn_builder.lms.service import Parcel, Tell

TIMEOUT = 60.0  # seconds
Address = Annotated[str, Meta(min_length=1, description="an address like `https://files.example.org/courses`")]


class WebdavSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A folder on a WebDAV server: its address, and the name to sign in with."""

    service: Literal["webdav"]
    address: Address
    user: str
    package: Edition = "scorm12"


class SftpSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A folder on a server with SSH. The server's key must be known, as to the command `ssh`.

    Attributes:
        known_hosts: A file of keys of servers, besides the user's own.
        public: Where the LMS finds what is in the folder, for the receipt.
    """

    service: Literal["sftp"]
    host: Annotated[str, Meta(min_length=1, description="the name of a server")]
    user: str
    folder: Annotated[str, Meta(min_length=1, description="the path of a folder on the server")]
    port: Annotated[int, Meta(ge=1, le=65535, description="the number of a port")] = 22
    known_hosts: str = ""
    public: str = ""
    package: Edition = "scorm12"

    @property
    def address(self) -> str:
        """The server, as its secrets are filed."""
        return f"sftp://{self.host}:{self.port}"


class S3Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A bucket of an object storage that speaks S3.

    Attributes:
        user: The identifier of the access key; the secret that belongs to it is called ``password``.
        address: Where the storage is, unless it is Amazon's. folder: What names of packages begin with.
        public: Where the LMS finds what is in the bucket, for the receipt.
    """

    service: Literal["s3"]
    bucket: Annotated[str, Meta(min_length=3, description="the name of a bucket")]
    user: str
    address: str = "https://s3.amazonaws.com"
    region: str = ""
    folder: str = ""
    public: str = ""
    package: Edition = "scorm12"


class Remote:
    """A folder behind a file system of fsspec.

    Args:
        files: The file system.
        folder: Its folder, without a slash at its end.
        address: Where what is in the folder can be fetched.
        host: What the place is called in refusals.
        swap: Moves a file to a place where there may be one, in one step of the other side.
    """

    def __init__(self, files: Any, folder: str, address: str, host: str, swap: Callable[[str, str], None]) -> None:
        self._files = files
        self._folder = folder
        self._address = address.rstrip("/")
        self._host = host
        self._swap = swap

    def find(self, parcel: Parcel) -> Found | None:
        """The file with the package's name."""
        there = self._patiently(lambda: self._exists(parcel.file.name))
        return self._found(parcel.file.name) if there else None

    def limit(self, found: Found | None) -> int:  # noqa: ARG002
        """Not known."""
        return 0

    def fetch(self, found: Found, place: Path) -> bool:
        """Copy the file from there."""
        self._patiently(lambda: self._files.get_file(self._path(found.id), str(place)))
        return True

    def send(self, parcel: Parcel, found: Found | None, tell: Tell, *, force: bool) -> Found:  # noqa: ARG002
        """Write aside, read back, swap; then the checksum."""
        name = parcel.file.name
        aside = self._path(f"{ASIDE}{uuid.uuid4().hex[:8]}.part")
        try:
            self._patiently(lambda: self._put(parcel, aside, tell))
            self._patiently(lambda: demand_same(io.BytesIO(self._files.cat_file(aside)), parcel))
            with in_words(self._host):
                self._swap(aside, self._path(name))
        finally:
            with contextlib.suppress(Exception):
                self._remove(aside)
        sums = self._path(f"{name}.sha256")
        self._patiently(lambda: self._files.pipe_file(sums, checksum(parcel).encode()))
        return self._found(name)

    def notes(self) -> tuple[str, ...]:
        """None."""
        return ()

    def _put(self, parcel: Parcel, aside: str, tell: Tell) -> None:
        with line.Watched(parcel.file, tell) as source:
            if hasattr(self._files, "upload_fileobj"):
                self._files.upload_fileobj(source, aside, overwrite=True, size=parcel.size)
                return
            with self._files.open(aside, "wb") as target:
                while block := source.read(1 << 18):
                    target.write(block)

    def _exists(self, name: str) -> bool:
        self._files.invalidate_cache()
        try:
            self._files.info(self._path(name))
        except FileNotFoundError:
            return False
        return True

    def _remove(self, path: str) -> None:
        self._files.invalidate_cache()
        self._files.rm_file(path)

    def _path(self, name: str) -> str:
        return f"{self._folder}/{name}" if self._folder else name

    def _found(self, name: str) -> Found:
        return Found(name, f"{self._address}/{name}")

    def _patiently(self, task: Callable[[], Any]) -> Any:
        """Do what may be repeated until it is done."""
        for pause in line.PAUSES:
            try:
                with in_words(self._host):
                    return task()
            except Refusal as refusal:
                if refusal.code is not LOST:
                    raise
            time.sleep(pause)
        with in_words(self._host):
            return task()


@contextlib.contextmanager
def in_words(host: str) -> Iterator[None]:
    """Put what libraries raise into refusals; their own texts may hold secrets, and are not given."""
    try:
        yield
    except Refusal:
        raise
    except Exception as problem:  # noqa: BLE001 - each library has a family of its own
        raise _refusal(problem, host) from None


def _refusal(problem: BaseException, host: str) -> Refusal:
    names = {kind.__name__ for kind in type(problem).__mro__}
    status = getattr(getattr(problem, "response", None), "status_code", 0) or getattr(problem, "status_code", 0)
    said = str(problem).lower()
    if names & {"AuthenticationException"} or status == 401:
        return Refusal(LOGIN, f"{host} does not accept this name and password", "try both with another program")
    if "BadHostKeyException" in names or "known_hosts" in said or "not found in known" in said:
        cure = "connect once with `ssh` and compare the key, or name a file with `known_hosts`"
        return Refusal(NO_PERMISSION, f"{host} is not known: its key may be anybody's", cure)
    if status == 403 or isinstance(problem, PermissionError) or "ForbiddenOperation" in names:
        if "signature" in said or "access key" in said or "invalidaccesskey" in said:
            return Refusal(
                LOGIN, f"{host} does not accept this key", "compare key and secret with those of the storage"
            )
        return Refusal(NO_PERMISSION, f"writing to {host} is not allowed", "ask for the right to write there")
    if (
        isinstance(problem, FileNotFoundError)
        or "ResourceConflict" in names
        or "NoSuchBucket" in names
        or status == 404
    ):
        return Refusal(NOT_FOUND, f"the folder is not there at {host}", "make it, or correct the settings")
    if "InsufficientStorage" in names or status == 507 or getattr(problem, "errno", 0) in {28, 122}:
        return Refusal(NO_SPACE, f"there is no space left at {host}", "delete old files there")
    lost = {"OSError", "EOFError", "SSHException", "TransportError", "HTTPClientError", "ConnectionError"}
    if names & lost or status >= 500:
        return Refusal(LOST, f"{host} cannot be reached, or broke off the connection", "run the command again")
    return Refusal(
        STRANGE, f"{host} answers in a way that is not known ({type(problem).__name__})", "check the settings"
    )


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        cure = 'install it: pip install "elearn-builder[storage]"'
        raise Refusal(MISSING_LIBRARY, f"the library {name.partition('.')[0]} is missing", cure) from None


@contextlib.contextmanager
def _open_webdav(settings: WebdavSettings, secrets: Secrets, insecure: bool) -> Iterator[Remote]:
    line.demand_encryption(settings.address, insecure=insecure)
    library = _library("webdav4.fsspec")
    host = urlsplit(settings.address).hostname or ""
    password = secrets.need("password", for_what=f"{settings.user} at {host}")
    with in_words(host):
        auth = (settings.user, password)
        files = library.WebdavFileSystem(settings.address, auth=auth, timeout=TIMEOUT, retry=False)

    def swap(aside: str, place: str) -> None:
        files.client.move(aside, place, overwrite=True)

    yield Remote(files, "", settings.address, host, swap)


@contextlib.contextmanager
def _open_sftp(settings: SftpSettings, secrets: Secrets, insecure: bool) -> Iterator[Remote]:  # noqa: ARG001
    paramiko = _library("paramiko")
    library = _library("fsspec.implementations.sftp")

    trusting: Any = library.SFTPFileSystem

    class Known(trusting):  # type: ignore[misc]
        """A connection to servers whose key is known only: fsspec itself trusts any."""

        cachable = False

        def _connect(self) -> None:
            self.client = paramiko.SSHClient()
            self.client.load_system_host_keys()
            if settings.known_hosts:
                self.client.load_host_keys(settings.known_hosts)
            self.client.set_missing_host_key_policy(paramiko.RejectPolicy())
            self.client.connect(self.host, **self.ssh_kwargs)
            self.ftp = self.client.open_sftp()
            self.ftp.get_channel().settimeout(TIMEOUT)

    options = {"port": settings.port, "username": settings.user, "timeout": TIMEOUT}
    options |= {"banner_timeout": TIMEOUT, "auth_timeout": TIMEOUT}
    with in_words(settings.host):
        password = secrets.look("password")
        files: Any = None
        if not password:
            with contextlib.suppress(paramiko.AuthenticationException, paramiko.SSHException):
                files = Known(settings.host, **options)  # by a key of the user's
        if files is None:
            password = password or secrets.need("password", for_what=f"{settings.user} at {settings.host}")
            files = Known(settings.host, password=password, allow_agent=False, look_for_keys=False, **options)
    folder = settings.folder.rstrip("/")
    address = settings.public or f"{settings.address}{folder}"
    try:
        yield Remote(files, folder, address, settings.host, files.ftp.posix_rename)
    finally:
        files.client.close()


@contextlib.contextmanager
def _open_s3(settings: S3Settings, secrets: Secrets, insecure: bool) -> Iterator[Remote]:
    line.demand_encryption(settings.address, insecure=insecure)
    library = _library("s3fs")
    host = urlsplit(settings.address).hostname or ""
    password = secrets.need("password", for_what=f"the key {settings.user} at {host}")
    with in_words(host):
        files = library.S3FileSystem(
            key=settings.user,
            secret=password,
            endpoint_url=settings.address,
            client_kwargs={"region_name": settings.region} if settings.region else {},
            config_kwargs={"connect_timeout": 15, "read_timeout": TIMEOUT, "retries": {"max_attempts": 1}},
            skip_instance_cache=True,
            use_listings_cache=False,
        )
    folder = "/".join(part for part in (settings.bucket, settings.folder.strip("/")) if part)
    address = settings.public or f"{settings.address.rstrip('/')}/{folder}"

    def swap(aside: str, place: str) -> None:
        files.cp_file(aside, place)  # an object is replaced at once

    yield Remote(files, folder, address, host, swap)


WEBDAV = Service("webdav", "a folder on a WebDAV server (Nextcloud and others)", WebdavSettings, _open_webdav)
SFTP = Service("sftp", "a folder on a server with SSH", SftpSettings, _open_sftp)
S3 = Service("s3", "a bucket of an object storage that speaks S3", S3Settings, _open_s3)
