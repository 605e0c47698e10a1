"""Read a template and its texts from standard input, and write the filled letter to standard output.

It is a separate process, because a template is a program: it may loop forever or exhaust memory. Jinja runs in its
sandbox, and an unknown variable is an error.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

__all__ = ["main"]


def main() -> None:
    """Write a line with the outcome, followed by the letter."""
    header, _, template = sys.stdin.buffer.read().partition(b"\n")
    request = json.loads(header)
    _bounded(request["memory_bytes"], request["seconds"])
    data = b""
    try:
        try:
            letter = DocxTemplate(io.BytesIO(template))
            letter.init_docx()
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - whatever a library raises, the document is to blame
            answer: dict[str, Any] = {"unreadable": True}
        else:
            letter.render(request["variables"], SandboxedEnvironment(autoescape=True, undefined=StrictUndefined))
            file = io.BytesIO()
            letter.save(file)
            data, answer = file.getvalue(), {"filled": True}
    except MemoryError:
        data, answer = b"", {"too_much": True}
    except RecursionError:
        data, answer = b"", {"reason": "it calls itself without end"}
    except Exception as error:  # noqa: BLE001 - as above, of its text
        data, answer = b"", {"reason": f"{error}"[:300] or type(error).__name__}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + data)


def _bounded(memory: int, seconds: int) -> None:
    """Set kernel limits for this process, if supported; the parent's deadline works everywhere."""
    with contextlib.suppress(ImportError):
        import resource

        limits = ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0))
        for what, most in limits:
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
