"""A Firefox asked through Marionette, the protocol that every Firefox has: Debian's is enough, without a driver."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

__all__ = ["Firefox", "firefox"]

PATIENCE: Final = 600
"""Seconds after which something counts as hung; nothing is asserted of less."""
_MILLISECONDS: Final = PATIENCE * 1000


class Firefox:
    """A session of a Firefox."""

    def __init__(self, port: int) -> None:
        """Connect as soon as it listens, and begin a session."""
        self._asked = 0
        self._read = b""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self._socket = socket.create_connection(("127.0.0.1", port))
                break
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
        self._answer()
        self.ask("WebDriver:NewSession", capabilities={})
        self.ask("WebDriver:SetTimeouts", pageLoad=_MILLISECONDS, script=_MILLISECONDS)

    def ask(self, command: str, **values: Any) -> Any:
        """Do a command, and return what it gives."""
        self._asked += 1
        request = json.dumps([0, self._asked, command, values]).encode()
        self._socket.sendall(b"%d:%s" % (len(request), request))
        _, _, error, result = self._answer()
        assert error is None, error
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def evaluate(self, expression: str) -> Any:
        """Return what an expression gives in the page."""
        return self.ask("WebDriver:ExecuteScript", script=f"return {expression}", args=[])

    def wait(self, condition: str) -> Any:
        """Wait until an expression gives something, and return that."""
        end = time.monotonic() + PATIENCE
        while not (given := self.evaluate(condition)):
            if time.monotonic() > end:
                raise TimeoutError(condition)
            time.sleep(0.1)
        return given

    def choose(self, selector: str, path: Path) -> None:
        """Choose a file."""
        (element,) = self.ask("WebDriver:FindElement", using="css selector", value=selector).values()
        self.ask("WebDriver:ElementSendKeys", id=element, text=str(path))

    def close(self) -> None:
        """End the connection."""
        self._socket.close()

    def _answer(self) -> Any:
        while b":" not in self._read:
            self._receive()
        size, _, self._read = self._read.partition(b":")
        while len(self._read) < int(size):
            self._receive()
        answer, self._read = self._read[: int(size)], self._read[int(size) :]
        return json.loads(answer)

    def _receive(self) -> None:
        part = self._socket.recv(65536)
        assert part, "Firefox has gone"
        self._read += part


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Start a Firefox that reaches no network, or skip."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("there is no Firefox on this machine")
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        preferences = {
            "marionette.port": port,
            "network.proxy.type": 1,
            "network.proxy.socks": "127.0.0.1",
            "network.proxy.socks_port": 9,
        }
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items())
        Path(profile, "user.js").write_text("".join(lines), encoding="utf-8")
        arguments = [program, "--headless", "--marionette", "--no-remote", "--profile", profile, "about:blank"]
        quiet = subprocess.DEVNULL
        running = subprocess.Popen(arguments, stdout=quiet, stderr=quiet, env=os.environ | {"HOME": profile})
        try:
            with closing(Firefox(port)) as started:
                yield started
        finally:
            running.terminate()
            running.wait(PATIENCE)
