"""Mutants of packs: what a slip of the hand makes of a target, without any example that would show it.

Used by tests/test_clauses.py and by ``make bench-clauses``.
"""

from __future__ import annotations

import copy
import datetime as dt
import itertools
import json
import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from checker.domain.axes import Severity
from checker.domain.comparator import COMPARATORS, Comparator
from checker.domain.unit_words import parse_unit
from checker.pack_files.convert import converted, opened
from checker.packs.load import check_pack

__all__ = ["KINDS", "Mutant", "mutants_of", "noticed"]

STRICTNESS = {"at_least": "above", "above": "at_least", "at_most": "below", "below": "at_most"}
OPPOSITE = {"at_least": "at_most", "above": "below", "at_most": "at_least", "below": "above"}
LARGER = {"%": "‰", "ha": "km2", "điểm": "%"}


class Mutant(NamedTuple):
    kind: str
    indicator: str
    told: str
    pack: dict[str, Any]


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of a pack, its examples removed; of a table those of the pack written out."""
    pack = _plain(yaml.safe_load(converted(*opened(str(path)), f"{path.stem}.yaml").data))
    pack.pop("examples", None)
    defaults = pack.get("defaults", {})
    document = {"document": defaults.pop("document")} if "document" in defaults else {}
    pack["defaults"] = document
    for indicator in pack["indicators"].values():
        own = {key: value for key, value in defaults.items() if (key, indicator.get("kind")) != ("unit", "verdict")}
        indicator.update({**own, **indicator})
        source = indicator.get("source", {})
        indicator["source"] = {**document, **({"clause": source} if isinstance(source, str) else source)}
    if alarms := noticed(pack, pack["id"]):
        raise ValueError(f"{path} is told of without a change: {alarms}")
    for id_, indicator in pack["indicators"].items():
        target = indicator.get("target", {})
        if not set(target) & (set(COMPARATORS) - {Comparator.ALL_OF}):
            continue
        for kind, change in KINDS.items():
            for told, changed in change(indicator):
                mutant = copy.deepcopy(pack)
                mutant["indicators"][id_] = changed
                yield Mutant(kind, id_, told, mutant)


def noticed(mutant: dict[str, Any], name: str) -> tuple[str, ...]:
    """Return the codes that lint warns of, or refuses a pack for."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        # JSON is YAML too, and written faster.
        path.write_text(json.dumps(mutant, ensure_ascii=False, indent=1), encoding="utf-8")
        _, found = check_pack(str(path))
    return tuple(one.code.id for one in found if one.severity is not Severity.INFO)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _with_target(indicator: dict[str, Any], target: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**copy.deepcopy(indicator), **more, "target": target}


def _stated(indicator: dict[str, Any]) -> tuple[str, Any, dict[str, Any]]:
    target = indicator["target"]
    word = next(key for key in target if key in set(COMPARATORS))
    return word, target[word], {key: value for key, value in target.items() if key != word}


def _numbers(indicator: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    word, value, rest = _stated(indicator)
    ends = value if isinstance(value, list) else [value]
    for place, end in enumerate(ends):
        for other in _slips(Decimal(str(end))):
            if other == end:
                # Ten times nothing is no slip.
                continue
            changed = [other if place == number else one for number, one in enumerate(ends)]
            new = changed if isinstance(value, list) else changed[0]
            yield f"{word}: {new}", _with_target(indicator, {word: new, **rest})


def _slips(number: Decimal) -> Iterator[int | float]:
    """Yield what a slip makes of a number: two digits turned round, a digit too many, one unit of the last digit."""
    digits = str(number)
    figures = [place for place, one in enumerate(digits) if one.isdigit()]
    for one, other in itertools.pairwise(figures):
        if digits[one] != digits[other] and digits[other] != "0":
            turned = list(digits)
            turned[one], turned[other] = turned[other], turned[one]
            yield _written(Decimal("".join(turned)))
            break
    yield _written(number * 10)
    yield _written(number + Decimal(1).scaleb(number.as_tuple().exponent))  # type: ignore[arg-type]


def _written(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _strictness(indicator: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    word, value, rest = _stated(indicator)
    if word in STRICTNESS:
        other = STRICTNESS[word]
        yield f"{other}: {value}", _with_target(indicator, {other: value, **rest})
    if word in ("reduce_by", "grow_by"):
        without = {key: kept for key, kept in rest.items() if key != "strict"}
        changed = without if rest.get("strict") else {**rest, "strict": True}
        yield f"{word} {changed}", _with_target(indicator, {word: value, **changed})


def _operators(indicator: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    word, value, _ = _stated(indicator)
    lower = indicator["better"] == "lower"
    start = {"baseline": {"value": 1_000_000 if lower else 1, "period": 2000}, "limits": "none"}
    number = value[0] if isinstance(value, list) else value
    for other in ("at_most" if lower else "at_least", "keep", "equal"):
        if other != word and STRICTNESS.get(word) != other and not (other == "equal" and number == 0):
            yield f"{other}: {number}", _with_target(indicator, {other: number})
    if isinstance(value, list):
        other = "at_most" if lower else "at_least"
        yield f"{other}: {value[1]}", _with_target(indicator, {other: value[1]})
    change = "reduce_by" if lower else "grow_by"
    if change != word and indicator.get("measures", "level") == "level":
        yield f"{change}: {number}", _with_target(indicator, {change: number}, **start)


def _direction(indicator: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    word, value, rest = _stated(indicator)
    other = OPPOSITE.get(word, word)
    if indicator["better"] != "neither" and COMPARATORS[Comparator(other)].change is False:
        better = "lower" if indicator["better"] == "higher" else "higher"
        yield f"{other}, {better}", _with_target(indicator, {other: value, **rest}, better=better)


def _units(indicator: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    unit = indicator["unit"]
    known = parse_unit(unit)
    counted = known is None or known.is_counted or unit == "giường bệnh"
    if "đồng" in unit:
        others = ["triệu đồng" if unit.startswith("tỷ") else "tỷ đồng", "ha"]
    elif counted:
        others = [f"nghìn {unit}", "HTX" if known is None or known.base != "hợp tác xã" else "hộ"]
    else:
        others = [LARGER.get(unit, f"nghìn {unit}"), "tỷ đồng"]
    for other in others:
        if _stated(indicator)[1] == 0 and other.endswith(unit):
            # None of a thousand is none.
            continue
        yield other, {**copy.deepcopy(indicator), "unit": other}


KINDS: dict[str, Callable[[dict[str, Any]], Iterator[tuple[str, dict[str, Any]]]]] = {
    "number": _numbers,
    "strictness": _strictness,
    "operator": _operators,
    "direction": _direction,
    "unit": _units,
}
