"""Starts the preview's server and ends it at once when it is told to."""

from __future__ import annotations

import contextlib
import ipaddress
import secrets
import socket
import webbrowser
from typing import TYPE_CHECKING, Any

import anyio
import uvicorn

from elearn_builder.preview.guard import Guard
from elearn_builder.preview.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable

    from elearn_builder.preview.studio import Exhibit, Studio


class _Uvicorn(uvicorn.Server):
    """Ends streams first when it is stopped, so that it need not wait for browsers to close them."""

    def __init__(self, config: uvicorn.Config, over: Callable[[], None]) -> None:
        super().__init__(config)
        self._over = over

    def handle_exit(self, sig: int, frame: Any) -> None:
        self._over()
        super().handle_exit(sig, frame)


def loopback(host: str) -> bool:
    """Whether a host is this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes any that is free.

    Raises:
        OSError: The port is taken, or the host is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as problem:
        raise OSError(problem.errno, f"{problem.strerror}", f"{host}:{port}") from problem


def serve(
    studio: Studio | Exhibit,
    listening: socket.socket,
    host: str,
    editor_command: list[str],
    *,
    browser: bool,
    say: Callable[[str], None],
) -> None:
    """Serve until Ctrl-C (or SIGTERM).

    Args:
        studio: What is shown.
        listening: See `bind`.
        host: The host as given.
        editor_command: See `editor.command`.
        browser: Whether to open it.
        say: Told the address.
    """
    port = listening.getsockname()[1]
    token = secrets.token_urlsafe(16)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{port}/{token}/"
    hosts = {f"{name}:{port}", *((f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}") if loopback(host) else ())}

    async def run() -> None:
        server = Server(studio, editor_command)
        app = Guard(server.app(), token, hosts)
        config = uvicorn.Config(
            app,
            log_level="critical",
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=1,
        )

        def over() -> None:
            server.over.set()
            studio.tell()

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(studio.watch, server.over)
            say(address)
            if browser:
                with contextlib.suppress(webbrowser.Error):
                    webbrowser.open(address)
            with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises the signal once more when it has ended
                await _Uvicorn(config, over).serve(sockets=[listening])
            over()
            tasks.cancel_scope.cancel()

    with contextlib.suppress(KeyboardInterrupt):
        anyio.run(run)
