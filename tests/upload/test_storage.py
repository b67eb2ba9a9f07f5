"""Folders, WebDAV, SFTP and S3, each against a real server on loopback."""

from __future__ import annotations

import hashlib
import os
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import httpx
import pytest

from elearn_builder.lms import remote
from elearn_builder.lms.service import Parcel
from elearn_builder.lms.settings import Target
from elearn_builder.lms.storage import ASIDE
from tests.upload.conftest import codes, put, target

Parcels = Callable[[str], Parcel]
NAME = "harbour-scorm12.zip"
SECRET = "a-secret-of-the-storage"


@dataclass
class Place:
    """Somewhere to put packages: the target's settings, its files by name, a way to write one there."""

    settings: str
    files: Callable[[], dict[str, bytes]]
    write: Callable[[str, bytes], None]


def folder_files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Place:
    place = tmp_path / "packages"
    place.mkdir()
    text = f'service = "folder"\nfolder = "{place}"\naddress = "https://files.example.org/courses/"\n'
    return Place(text, lambda: folder_files(place), lambda name, data: void((place / name).write_bytes(data)))


@pytest.fixture
def webdav(tmp_path: Path) -> Iterator[Place]:
    pytest.importorskip("webdav4")
    wsgidav = pytest.importorskip("wsgidav.wsgidav_app")
    from cheroot import wsgi

    place = tmp_path / "dav"
    place.mkdir()
    users = {"*": {"trainer": {"password": SECRET}}}
    config = {
        "provider_mapping": {"/": str(place)},
        "simple_dc": {"user_mapping": users},
        "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
        "verbose": 0,
        "logging": {"enable": False},
    }
    server = wsgi.Server(("127.0.0.1", 0), wsgidav.WsgiDAVApp(config))
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.bind_addr[1]}"
    text = f'service = "webdav"\naddress = "{address}"\nuser = "trainer"\n'
    yield Place(text, lambda: folder_files(place), lambda name, data: void((place / name).write_bytes(data)))
    server.stop()
    thread.join(5)


@pytest.fixture
def sftp(tmp_path: Path) -> Iterator[Place]:
    pytest.importorskip("paramiko")
    place = tmp_path / "ssh"
    place.mkdir()
    with SshServer(place) as server:
        known = tmp_path / "known_hosts"
        key = server.key
        known.write_text(f"[127.0.0.1]:{server.port} {key.get_name()} {key.get_base64()}\n", "utf-8")
        text = f'service = "sftp"\nhost = "127.0.0.1"\nport = {server.port}\nuser = "trainer"\nfolder = "{place}"\n'
        text += f'known_hosts = "{known}"\n'
        yield Place(text, lambda: folder_files(place), lambda name, data: void((place / name).write_bytes(data)))


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    pytest.importorskip("s3fs")
    server = pytest.importorskip("moto.server")
    boto3 = pytest.importorskip("boto3")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    address = f"http://{host}:{port}"
    httpx.post(f"{address}/moto-api/reset")  # what it keeps is kept in this process
    client = boto3.client("s3", endpoint_url=address, region_name="us-east-1")
    client.create_bucket(Bucket="courses")

    def files() -> dict[str, bytes]:
        listed = client.list_objects_v2(Bucket="courses").get("Contents", [])
        return {
            one["Key"].removeprefix("packages/"): client.get_object(Bucket="courses", Key=one["Key"])["Body"].read()
            for one in listed
        }

    text = f'service = "s3"\nbucket = "courses"\nfolder = "packages"\nuser = "KEY"\naddress = "{address}"\n'
    text += 'region = "us-east-1"\n'
    yield Place(
        text, files, lambda name, data: void(client.put_object(Bucket="courses", Key=f"packages/{name}", Body=data))
    )
    client.close()
    running.stop()


def void(_: object) -> None:
    pass


@pytest.fixture(params=["folder", "webdav", "sftp", "s3"])
def place(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("ELEARN_ACADEMY_PASSWORD", SECRET)
    return request.getfixturevalue(request.param)


@pytest.fixture
def academy(place: Place, tmp_path: Path) -> Target:
    return target(tmp_path, f"[targets.academy]\n{place.settings}")


def test_a_package_is_published_with_its_checksum(place: Place, academy: Target, parcels: Parcels) -> None:
    outcome = put(academy, parcels("first"))
    assert not outcome.diagnostics
    assert outcome.receipt.action == "created"
    assert outcome.receipt.address.endswith(f"/{NAME}")
    data = parcels("first").file.read_bytes()
    assert place.files() == {NAME: data, f"{NAME}.sha256": f"{hashlib.sha256(data).hexdigest()}  {NAME}\n".encode()}


def test_it_is_replaced_at_the_same_address_and_nothing_is_left_behind(
    place: Place, academy: Target, parcels: Parcels
) -> None:
    first = put(academy, parcels("first")).receipt
    second = put(academy, parcels("second")).receipt
    assert (second.action, second.address) == ("replaced", first.address)
    assert place.files()[NAME] == parcels("second").file.read_bytes()
    assert set(place.files()) == {NAME, f"{NAME}.sha256"}
    assert put(academy, parcels("second")).receipt.action == "unchanged"


def test_lost_progress_is_refused_and_a_dry_run_changes_nothing(
    place: Place, academy: Target, parcels: Parcels
) -> None:
    assert put(academy, parcels("first"), dry_run=True).receipt.action == "would create"
    assert not place.files()
    put(academy, parcels("first"))
    assert codes(put(academy, parcels("lost"))) == ["P064", "U030"]
    assert place.files()[NAME] == parcels("first").file.read_bytes()
    assert put(academy, parcels("lost"), force=True).receipt.action == "replaced"


def test_something_else_with_this_name_is_not_overwritten(place: Place, academy: Target, parcels: Parcels) -> None:
    place.write(NAME, b"the accounts of last year")
    assert codes(put(academy, parcels("first"))) == ["U031"]
    assert place.files() == {NAME: b"the accounts of last year"}


@pytest.mark.parametrize("place", ["webdav", "sftp", "s3"], indirect=True)
def test_a_line_that_breaks_while_it_is_written_leaves_the_old_package(
    place: Place, academy: Target, parcels: Parcels, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(academy, parcels("first"))

    def breaks(*_: object) -> None:
        raise ConnectionResetError

    with monkeypatch.context() as patched:
        patched.setattr(remote.Remote, "_put", breaks)
        assert codes(put(academy, parcels("second"))) == ["U020"]
    assert place.files()[NAME] == parcels("first").file.read_bytes()
    assert not [name for name in place.files() if name.startswith(ASIDE)]
    assert put(academy, parcels("second")).receipt.action == "replaced"


@pytest.mark.parametrize("place", ["webdav", "sftp", "s3"], indirect=True)
def test_what_was_damaged_on_the_way_does_not_get_into_place(
    place: Place, academy: Target, parcels: Parcels, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(academy, parcels("first"))

    def damages(self: remote.Remote, parcel: Parcel, aside: str, tell: object) -> None:
        self._files.pipe_file(aside, parcel.file.read_bytes()[:-1])

    monkeypatch.setattr(remote.Remote, "_put", damages)
    assert codes(put(academy, parcels("second"))) == ["U023"]
    assert place.files()[NAME] == parcels("first").file.read_bytes()
    assert set(place.files()) == {NAME, f"{NAME}.sha256"}


@pytest.mark.parametrize("place", ["webdav", "sftp"], indirect=True)
def test_a_wrong_password(place: Place, academy: Target, parcels: Parcels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELEARN_ACADEMY_PASSWORD", "guess")
    assert codes(put(academy, parcels("first"))) == ["U010"]
    assert not place.files()


@pytest.mark.parametrize("place", ["webdav", "sftp", "s3"], indirect=True)
def test_nobody_there(place: Place, tmp_path: Path, parcels: Parcels) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lines = [
        f'address = "http://127.0.0.1:{port}"' if one.startswith("address") else one
        for one in place.settings.splitlines()
    ]
    lines = [f"port = {port}" if one.startswith("port") else one for one in lines]
    gone = target(tmp_path, "\n".join(["[targets.academy]", *lines, ""]))
    assert codes(put(gone, parcels("first"))) == ["U020"]


@pytest.mark.parametrize("place", ["sftp"], indirect=True)
def test_a_server_whose_key_is_not_known_gets_no_password(place: Place, tmp_path: Path, parcels: Parcels) -> None:
    empty = tmp_path / "nobody_known"
    empty.touch()
    text = "\n".join(
        f'known_hosts = "{empty}"' if one.startswith("known_hosts") else one for one in place.settings.splitlines()
    )
    outcome = put(target(tmp_path, f"[targets.academy]\n{text}\n"), parcels("first"))
    assert codes(outcome) == ["U012"]
    assert "its key may be anybody's" in outcome.diagnostics[0].message


@pytest.mark.parametrize("place", ["s3"], indirect=True)
def test_a_bucket_that_is_not_there(place: Place, tmp_path: Path, parcels: Parcels) -> None:
    text = place.settings.replace('"courses"', '"no-such-bucket"')
    assert codes(put(target(tmp_path, f"[targets.academy]\n{text}"), parcels("first"))) == ["U017"]


def test_a_folder_that_is_not_there(tmp_path: Path, parcels: Parcels) -> None:
    nowhere = target(tmp_path, f'[targets.academy]\nservice = "folder"\nfolder = "{tmp_path}/nowhere"\n')
    assert codes(put(nowhere, parcels("first"))) == ["U017"]


def test_a_library_that_is_not_installed(tmp_path: Path, parcels: Parcels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "webdav4.fsspec", None)
    text = '[targets.academy]\nservice = "webdav"\naddress = "https://files.example.org"\nuser = "trainer"\n'
    outcome = put(target(tmp_path, text), parcels("first"))
    assert codes(outcome) == ["U006"]
    assert "elearn-builder[storage]" in outcome.diagnostics[0].help


class SshServer:
    """A server with SSH that gives access to one folder, by paramiko's own server side."""

    def __init__(self, folder: Path) -> None:
        import paramiko

        self.folder = folder
        self.key = paramiko.ECDSAKey.generate()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._transports: list[Any] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for transport in self._transports:
            transport.close()
        self._thread.join(5)

    def _serve(self) -> None:
        import paramiko

        class Door(paramiko.ServerInterface):
            def check_auth_password(self, username: str, password: str) -> int:
                right = (username, password) == ("trainer", SECRET)
                return paramiko.AUTH_SUCCESSFUL if right else paramiko.AUTH_FAILED

            def check_channel_request(self, kind: str, chanid: int) -> int:
                return paramiko.OPEN_SUCCEEDED

            def get_allowed_auths(self, username: str) -> str:
                return "password"

        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            transport = paramiko.Transport(connection)
            transport.add_server_key(self.key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, Files)
            try:
                transport.start_server(server=Door())
            except (paramiko.SSHException, EOFError):
                continue
            self._transports.append(transport)


def _files() -> type:
    try:
        import paramiko
    except ImportError:
        return object

    class OpenFile(paramiko.SFTPHandle):
        def stat(self) -> Any:
            return paramiko.SFTPAttributes.from_stat(os.fstat(self.readfile.fileno()))

    class Folder(paramiko.SFTPServerInterface):
        """The file system of this computer, as SFTP asks for it."""

        def _do(self, task: Callable[[], Any]) -> int:
            try:
                task()
            except OSError as problem:
                return paramiko.SFTPServer.convert_errno(problem.errno)
            return paramiko.SFTP_OK

        def stat(self, path: str) -> Any:
            try:
                return paramiko.SFTPAttributes.from_stat(Path(path).stat())
            except OSError as problem:
                return paramiko.SFTPServer.convert_errno(problem.errno)

        lstat = stat

        def open(self, path: str, flags: int, attr: object) -> Any:
            try:
                descriptor = os.open(path, flags, 0o644)
            except OSError as problem:
                return paramiko.SFTPServer.convert_errno(problem.errno)
            mode = "r+b" if flags & os.O_RDWR else "wb" if flags & os.O_WRONLY else "rb"
            handle = OpenFile(flags)
            handle.filename = path
            handle.readfile = handle.writefile = os.fdopen(descriptor, mode)
            return handle

        def remove(self, path: str) -> int:
            return self._do(Path(path).unlink)

        def posix_rename(self, oldpath: str, newpath: str) -> int:
            return self._do(lambda: Path(oldpath).replace(newpath))

    return Folder


Files = _files()
