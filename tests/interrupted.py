"""Work that a signal interrupts at a chosen line, so that every line has its turn on any machine."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from types import FrameType, ModuleType
from typing import Any

__all__ = ["interrupted_at"]


def interrupted_at(line: int, work: Callable[[], object], *modules: ModuleType) -> bool:
    """Do the work, with Ctrl-C at the nth line that it executes in some modules.

    Args:
        line: Which line, counted from one.
        work: What is done.
        modules: Whose lines count.

    Returns:
        Whether it came, as a ``KeyboardInterrupt`` out of the work; ``False`` if there are fewer lines.
    """
    files = {module.__file__ for module in modules}
    count = 0

    def entered(frame: FrameType, _event: str, _what: Any) -> Any:
        return stepped if frame.f_code.co_filename in files else None

    def stepped(_frame: FrameType, event: str, _what: Any) -> Any:
        nonlocal count
        count += event == "line"
        if count == line and event == "line":
            signal.raise_signal(signal.SIGINT)
        return stepped

    before, handler = sys.gettrace(), signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.settrace(entered)
    try:
        work()
    except KeyboardInterrupt:
        assert count >= line
        return True
    finally:
        sys.settrace(before)
        signal.signal(signal.SIGINT, handler)
    assert count < line, "an interruption was swallowed"
    return False
