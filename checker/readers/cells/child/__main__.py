"""Read a workbook's bytes from standard input, and write its cells as JSON to standard output.

In a sandbox without processes, `answer` is called directly.
"""

from __future__ import annotations

import contextlib
import errno
import json
import sys
import warnings
from typing import Any

from checker.readers.cells.child.plain import Request, TooMuch

__all__ = ["answer", "main"]


def main() -> None:
    """Read the request from standard input and write the answer to standard output."""
    header, _, data = sys.stdin.buffer.read().partition(b"\n")
    request = json.loads(header)
    _bounded(request["memory_bytes"], request["seconds"])
    # openpyxl imports numpy if it is installed, which takes longer than reading a form. No value here is of its types.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    sys.stdout.write(answer(data, request))


def answer(data: bytes, request: Request) -> str:
    """Return the cells of a workbook as JSON, or why it cannot be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return json.dumps(_read(data, request))


def _read(data: bytes, request: Request) -> dict[str, Any]:
    try:
        return _workbook(data, request)
    except TooMuch as exceeded:
        what, found, limit = exceeded.args
        return {"too_large": [what, found, limit]}
    except MemoryError:
        return {"memory": True}
    except ImportError as error:
        # A library does not fit into the allowed memory.
        return {"memory": True} if "map segment" in str(error) else {"damaged": str(error)[:300]}
    except SystemError:
        # Python's error if memory runs out while it compiles a module: "returned NULL without setting an exception".
        return {"memory": True}
    except Exception as error:  # noqa: BLE001 - whatever a library raises, the file is to blame
        # The allowed memory does not even suffice to list a folder of modules.
        hungry = isinstance(error, OSError) and error.errno == errno.ENOMEM
        return {"memory": True} if hungry else {"damaged": f"{type(error).__name__}: {error}"[:300]}


def _bounded(memory: int, seconds: int) -> None:
    """Set kernel limits for this process, if supported; the parent's deadline works everywhere."""
    with contextlib.suppress(ImportError):
        import resource

        for what, most, at_last in (
            (resource.RLIMIT_AS, memory, memory),
            (resource.RLIMIT_CPU, seconds, seconds + 1),
            (resource.RLIMIT_FSIZE, 0, 0),
            (resource.RLIMIT_CORE, 0, 0),
        ):
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(what, (most, at_last))


def _workbook(data: bytes, request: Request) -> dict[str, Any]:
    # Each library is imported only for its format.
    match request["format"]:
        case "ods":
            from checker.readers.cells.child import ods as first
        case "xls":
            from checker.readers.cells.child import xls as first  # type: ignore[no-redef]
        case _:
            from checker.readers.cells.child import xlsx as first  # type: ignore[no-redef]
    from checker.readers.cells.child.calamine import disagreements

    sheets = list(first.sheets(data, request))
    count = sum(len(sheet["cells"]) for sheet in sheets)
    if count > request["cells"]:
        raise TooMuch("cells", count, request["cells"])
    return {"sheets": sheets, "disagree": list(disagreements(sheets, data, request))}


if __name__ == "__main__":
    main()
