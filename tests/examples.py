"""How much of a test every day needs, what waits for `make nightly`, and tables of cases in one test."""

from __future__ import annotations

import contextlib
import functools
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import settings

__all__ = ["each_row", "examples", "some_nightly"]

_DEEPER = 20


def examples(count: int, nightly: int = 0) -> int:
    """Return how many to draw where `count` are enough for every day.

    Args:
        count: For `make test`.
        nightly: For `make nightly`, which draws anew; 20 times as many, unless stated.
    """
    return (nightly or count * _DEEPER) if settings.get_current_profile_name() == "nightly" else count


def some_nightly(cases: Iterable[Any], daily: Callable[[Any], bool]) -> list[Any]:
    """Return the cases of a test as parameters, of which some wait for the night.

    Args:
        cases: A value each, or a tuple of values.
        daily: Whether `make test` tries a case; one of each kind is enough.
    """
    return [
        pytest.param(*(case if type(case) is tuple else (case,)), marks=() if daily(case) else pytest.mark.nightly)
        for case in cases
    ]


def each_row(
    names: str | Sequence[str], rows: Iterable[Any], ids: Iterable[object] | Callable[[Any], object] | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Try every row of a table in one test, and tell of each that fails.

    It is written like ``pytest.mark.parametrize``, which makes a test of each row: some ten milliseconds a row, where
    most rows take less than one. Each row has a ``tmp_path`` and a ``monkeypatch`` of its own; other fixtures are
    those of the test. Tables one above another are crossed.

    Args:
        names: The arguments that a row gives, as one text or one by one.
        rows: A value each where there is one name, else as many values as there are names.
        ids: How to call each row in what is told, or what makes a name of a value.
    """
    columns = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    cases = list(rows)
    assert cases, "a table without rows tries nothing"
    assert not any(isinstance(case, type(pytest.param())) for case in cases), "a row of a table has no marks"

    called = None if ids is None or callable(ids) else list(ids)

    def name_of(number: int, values: Sequence[Any]) -> str:
        if called is not None:
            return f"{number}: {called[number]}"
        spelled = [(callable(ids) and ids(value)) or repr(value) for value in values]
        return f"{number}: {', '.join(f'{name}={value}' for name, value in zip(columns, spelled, strict=True))}"

    def over(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def every(*instance: Any, **fixtures: Any) -> None:
            failures: list[BaseException] = []
            for number, case in enumerate(cases):
                values = [case] if len(columns) == 1 else list(case)
                try:
                    with _of_its_own(fixtures, number) as given:
                        test(*instance, **given, **dict(zip(columns, values, strict=True)))
                except (Exception, pytest.fail.Exception) as failure:  # noqa: BLE001 - each row is told of
                    failure.add_note(f"row {name_of(number, values)}")
                    failures.append(failure)
            if len(failures) == 1:
                raise failures[0]
            if failures:
                raise BaseExceptionGroup(f"{len(failures)} of {len(cases)} rows failed", failures)

        signature = inspect.signature(test)
        kept = [one for name, one in signature.parameters.items() if name not in columns]
        every.__signature__ = signature.replace(parameters=kept)  # type: ignore[attr-defined]
        return every

    return over


@contextlib.contextmanager
def _of_its_own(fixtures: Mapping[str, Any], number: int) -> Iterator[dict[str, Any]]:
    """Give a row the folder and the patches that a test by itself would have."""
    given = dict(fixtures)
    with pytest.MonkeyPatch.context() as patches:
        if "monkeypatch" in given:
            given["monkeypatch"] = patches
        if "tmp_path" in given:
            given["tmp_path"] = fixtures["tmp_path"] / str(number)
            given["tmp_path"].mkdir()
        yield given
