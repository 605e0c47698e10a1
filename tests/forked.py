"""The programs that read workbooks and fill in templates, forked instead of started, or called.

A user's file is given to a process of its own, with its bounds. But a process that starts spends most of
its time on imports; so one is started for all tests of a session, and forks. To fork still takes longer than
to read a form, so workbooks are read by the test's own process but where a file means harm. What starts a
program, and what its end means, is tested by those that ask for ``started``.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any
from unittest import mock

__all__ = ["called", "forked"]

_SERVER = """
import gc, importlib, os, socket, sys, traceback
program, *_ = [importlib.import_module(name) for name in sys.argv[2:]]
# What is there from the start is not looked through, and so not copied, in each child.
gc.collect()
gc.freeze()
asked = socket.socket(fileno=int(sys.argv[1]))
while True:
    _, files, _, _ = socket.recv_fds(asked, 1, 3)
    if not files:
        break
    child = os.fork()
    if child == 0:
        code = 1
        try:
            asked.close()
            for number, file in enumerate(files):
                os.dup2(file, number)
            program.main()
            sys.stdout.flush()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    for file in files:
        os.close(file)
    asked.sendall(b"%020d" % child)
    asked.sendall(b"%020d" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
_NUMBER = 20


class _Forking:
    """The process that forks, and what asks it to."""

    def __init__(self, modules: Sequence[str]) -> None:
        self._asked, theirs = socket.socketpair()
        self._server = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-c", _SERVER, str(theirs.fileno()), *modules],
            pass_fds=[theirs.fileno()],
        )
        theirs.close()

    def close(self) -> None:
        """End it."""
        self._asked.close()
        self._server.wait()

    def run(self, command: Sequence[str], *, input: bytes, timeout: float, **_others: Any) -> Any:  # noqa: A002
        """Do as ``subprocess.run`` does."""
        with tempfile.TemporaryFile() as given:
            given.write(input)
            given.seek(0)
            ends = [os.pipe(), os.pipe()]
            socket.send_fds(self._asked, [b"r"], [given.fileno(), ends[0][1], ends[1][1]])
        for _, end in ends:
            os.close(end)
        child = int(self._asked.recv(_NUMBER, socket.MSG_WAITALL))
        try:
            written, complete = _read([end for end, _ in ends], timeout)
            if not complete:
                os.kill(child, signal.SIGKILL)
        finally:
            for end, _ in ends:
                os.close(end)
        code = int(self._asked.recv(_NUMBER, socket.MSG_WAITALL))
        if not complete:
            raise subprocess.TimeoutExpired(command, timeout)
        return subprocess.CompletedProcess(command, code, *written)


def _read(ends: Sequence[int], timeout: float) -> tuple[list[bytes], bool]:
    """Return what is written until all ends are closed, and whether they were before the deadline."""
    written = {end: bytearray() for end in ends}
    deadline = time.monotonic() + timeout
    with selectors.DefaultSelector() as waiting:
        for end in ends:
            waiting.register(end, selectors.EVENT_READ)
        while waiting.get_map() and (left := deadline - time.monotonic()) > 0:
            for key, _ in waiting.select(left):
                part = os.read(key.fd, 1 << 20)
                written[key.fd] += part
                if not part:
                    waiting.unregister(key.fd)
        complete = not waiting.get_map()
    return [bytes(part) for part in written.values()], complete


@contextlib.contextmanager
def forked(caller: str, *modules: str) -> Iterator[None]:
    """Let a program be forked instead of started, where there is such a thing.

    Args:
        caller: The module that starts it.
        modules: The program, and what else it would import.
    """
    if not hasattr(os, "fork"):
        yield
        return
    forking: list[_Forking] = []

    def run(command: Sequence[str], **options: Any) -> Any:
        if not forking:
            forking.append(_Forking(modules))
        return forking[0].run(command, **options)

    program = SimpleNamespace(run=run, TimeoutExpired=subprocess.TimeoutExpired)
    with mock.patch(f"{caller}.subprocess", program):
        try:
            yield
        finally:
            for one in forking:
                one.close()


@contextlib.contextmanager
def called(caller: str, answer: Callable[[bytes, Any], str]) -> Iterator[None]:
    """Let what a program does be done by this process, without the program's bounds.

    Args:
        caller: The module that starts the program.
        answer: What the program calls with the bytes of a file and what is asked of it.
    """

    def run(command: Sequence[str], *, input: bytes, **_others: Any) -> Any:  # noqa: A002
        asked, _, data = input.partition(b"\n")
        return subprocess.CompletedProcess(command, 0, answer(data, json.loads(asked)).encode(), b"")

    with mock.patch(f"{caller}.subprocess", SimpleNamespace(run=run, TimeoutExpired=subprocess.TimeoutExpired)):
        yield
