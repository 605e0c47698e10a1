"""The officer's page in a real Chromium: opened from a file with the network off, and asked as its own script asks."""

from __future__ import annotations

import base64
import functools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from checker.page.runtime import NoRuntime, open_runtime, usual_place
from tests.test_html_browser import ARGUMENTS, CHROMIUM

__all__ = ["OpenPage", "chromium", "runtime_or_skip", "served"]

PATIENCE = 600
"""Seconds after which a page counts as hung; nothing is asserted of less."""


def runtime_or_skip() -> Any:
    """Return the runtime that `make page-runtime` has built."""
    try:
        return open_runtime(usual_place())
    except NoRuntime as error:
        pytest.skip(f"no runtime of pages: {error.reason.template}; `make page-runtime` builds it")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder as any intranet would, and give its address."""
    handler = functools.partial(_Silent, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_said: object) -> None:
        pass


@contextmanager
def chromium() -> Iterator[Any]:
    """Start the browser, or skip."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


class OpenPage:
    """A page, and all that it asked of others or complained of."""

    def __init__(self, browser: Any, address: str, **context: Any) -> None:
        """Open the page; where it is a file, the network is off."""
        self.address = address
        offline = address.startswith("file:")
        self.context = browser.new_context(locale="vi-VN", offline=offline, accept_downloads=True, **context)
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self.said.append(said.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        # A chooser is asked for from the start, for a busy worker would delay that until after the key was pressed.
        self.page.on("filechooser", lambda _: None)
        self.page.set_default_timeout(PATIENCE * 1000)
        self.page.goto(address, wait_until="commit")

    def wait(self, condition: str) -> None:
        """Wait until an expression holds; the page's policy forbids the ways that Playwright has."""
        end = time.monotonic() + PATIENCE
        while not self.page.evaluate(condition):
            if time.monotonic() > end:
                pytest.fail(f"the page hangs: {condition}; it says: {self.status()}; {self.said}")
            time.sleep(0.05)

    def status(self) -> str:
        """Return what the page says it does."""
        said: str = self.page.locator("#said").inner_text()
        return said

    def ready(self) -> None:
        """Wait for the program, and for what it does while nobody asks for anything: Playwright waits for workers."""
        self.idle()

    def check(self, *paths: Path | str) -> str:
        """Choose files, and return the headline when they are checked."""
        self.page.locator("#files").set_input_files([str(path) for path in paths])
        self.idle()
        return str(self.page.locator("#headline").inner_text())

    def idle(self) -> None:
        """Wait until nothing is asked any more."""
        self.wait("state.ready && !state.busy && !state.waiting.length && !idly.length")

    def ask(self, **request: Any) -> tuple[dict[str, Any], bytes]:
        """Ask the worker as the page does, and return its answer, with what it has made."""
        script = """(request) => new Promise((done) => ask(request, (answer, saved) => {
            const text = saved ? [...saved].map((byte) => String.fromCharCode(byte)).join("") : "";
            done([answer, btoa(text)]);
        }))"""
        answer, made = self.page.evaluate(script, request)
        return answer, base64.b64decode(made)

    def rendered(self, format_: str, language: str = "vi", suffix: str = "") -> bytes:
        """Return the last check in a format of the command."""
        answer, made = self.ask(do="render", format=format_, suffix=suffix, language=language)
        assert not answer.keys() & {"fault", "refused"}, answer
        return made

    def saved(self, press: Any) -> tuple[str, bytes]:
        """Do what saves a file, and return its name and content."""
        with self.page.expect_download() as waiting:
            press()
        got = waiting.value
        return got.suggested_filename, Path(got.path()).read_bytes()

    def outside(self) -> list[str]:
        """Return what was asked of anything but the page itself."""
        return [url for url in self.asked if url != self.address and not url.startswith(("blob:", "data:"))]
