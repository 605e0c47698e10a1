"""The Rete engine: durable-rules, used within the subset that was measured to be exact.

Each case becomes declarative rules, one for each rank that can be certain. A submission becomes one wide fact of scaled
integers in each ruleset. Nearly every figure is a single number, so these have rulesets of their own, in which a
quantity is one property; the rulesets of intervals have two, and are made when the first interval comes. See
docs/architecture.md for the limits and what lies beyond them. Only this module imports durable-rules; it owns its C
handles and must not know packs, texts or reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from itertools import count
from operator import add
from typing import Final, Protocol

from checker.domain.interval import Exact, Interval
from checker.domain.record import NamedTuple
from checker.domain.text import message
from checker.errors import EngineFault, MissingExtra, UnsupportedPlan
from checker.plan.lowering import Key, Region, lower_case, of_number, places_of, position
from checker.plan.measure import Observations, measure
from checker.plan.model import MISSING, UNDECIDED, Outcomes, Plan

__all__ = [
    "MOST_CASES",
    "MOST_MATCHES",
    "MOST_PROPERTIES",
    "MOST_RULES",
    "Native",
    "ReteEngine",
    "alias_hash",
    "load_native",
]

# Limits of durable-rules 2.0.28, each with a margin. Beyond them it fails half-way, hangs or crashes, so the program
# checks them before it makes a ruleset.
MOST_MATCHES: Final = 62
"""Properties of a fact plus the most rules on one of them."""
MOST_RULES: Final = 500
"""Rules in a ruleset; distinct conditions under one node hang at 512."""
MOST_CASES: Final = 1_000
"""Cases of a plan: each takes some 50 KB, and for large plans plain Python is as fast."""
MOST_PROPERTIES: Final = 22
"""Properties of a fact. Each rule that fires returns its whole fact, so 44 at once take 15 % more than twice 22."""

_SENTINEL_RULE: Final = "s"
_SENTINEL_KEY: Final = "z"
_SENTINEL_FACT: Final = '{"id":"s","z":1}'
_RETRACTED: Final = '{"id":"f"}'
_STORED, _UNMATCHED = 0, 1
_names = count()


class Native(Protocol):
    """The functions of the C module ``durable_rules_engine`` that are used."""

    error: type[Exception]

    def create_ruleset(self, name: str, rules: str, /) -> int:
        """Compile rules, as JSON, and return their handle."""

    def delete_ruleset(self, handle: int, /) -> None:
        """Free a ruleset."""

    def delete_state(self, handle: int, sid: str | None, /) -> None:
        """Free a ruleset's state."""

    def assert_fact(self, handle: int, fact: str, /) -> tuple[int, int]:
        """Assert a fact, as JSON; return a code and the state."""

    def retract_fact(self, handle: int, fact: str, /) -> tuple[int, int]:
        """Retract a fact."""

    def start_action_for_state(self, handle: int, state: int, /) -> tuple[str, str] | None:
        """Return the first rule that fired, if any did."""

    def complete_and_start_action(self, handle: int, state: int, /) -> str | None:
        """Return the next rule that fired, if there is one."""


def load_native() -> Native:
    """Import the C module.

    Raises:
        MissingExtra: It is not installed, or does not load on this Python.
    """
    try:
        import durable_rules_engine
    except ImportError as error:
        raise MissingExtra(message("durable-rules cannot be loaded: {reason}", reason=str(error))) from error
    native: Native = durable_rules_engine
    return native


class _Slot(NamedTuple):
    """The properties of the fact that carry one quantity on one grid.

    Args:
        quantity: Index into the plan's quantities.
        multiplier: The grid (plan/lowering).
        lower: The property of the lower end as JSON, up to its value; that of the number in a ruleset of numbers.
        upper: That of the upper end; empty in a ruleset of numbers.
    """

    quantity: int
    multiplier: int
    lower: str
    upper: str


class _Ruleset(NamedTuple):
    handle: int
    slots: tuple[_Slot, ...]
    meanings: dict[str, tuple[int, int]]
    """The case and the rank of each rule."""


class ReteEngine:
    """Evaluates plans with durable-rules. Use one instance per thread.

    It keeps the rulesets of the last plan, so that many submissions for one plan compile once.
    """

    name: Final = "rete"

    def __init__(self, native: Native | None = None) -> None:
        """Use the given C module, or load it.

        Raises:
            MissingExtra: durable-rules cannot be loaded.
        """
        self.native = load_native() if native is None else native
        self._plan: Plan | None = None
        self._of_numbers: list[_Ruleset] = []
        self._of_intervals: list[_Ruleset] = []

    def evaluate(self, plan: Plan, observations: Observations) -> Outcomes:
        """Return the rank of every case of `plan`.

        Raises:
            UnsupportedPlan: A bound is too large or too fine for exact integers, or there are very many cases.
            EngineFault: durable-rules failed, or contradicted itself. Its rulesets are discarded and rebuilt at the
                next call.
        """
        if len(plan.cases) > MOST_CASES:
            raise UnsupportedPlan("rete", (f"{len(plan.cases)} cases > {MOST_CASES}",))
        values = measure(plan, observations)
        try:
            # Units with similar reports have equal plans, and comparing plans costs a tenth of compiling.
            if self._plan is not plan and self._plan != plan:
                self.close()
                self._compile([tuple(map(of_number, regions)) for regions in _lowered(plan)], self._of_numbers)
                self._plan = plan
            ranks = [UNDECIDED] * len(plan.cases)
            missing, intervals = self._fire_numbers(values, ranks)
            if intervals:
                self._fire_intervals(plan, values, ranks)
            if missing or UNDECIDED in ranks:
                _complete(plan, values, ranks)
        except self.native.error as error:
            self.close()
            msg = f"durable-rules failed: {error}"
            raise EngineFault(msg) from error
        except EngineFault:
            self.close()
            raise
        except BaseException:
            # A signal may come between any two calls, and a half-made ruleset cannot be freed.
            self._plan = None
            self._of_numbers.clear()
            self._of_intervals.clear()
            raise
        return Outcomes(self.name, tuple(ranks))

    def close(self) -> None:
        """Free the rulesets: first the state, then the ruleset, or it leaks."""
        self._plan = None
        for rulesets in (self._of_numbers, self._of_intervals):
            while rulesets:
                handle = rulesets.pop().handle
                # A ruleset without any fact has no state and reports an error; it is still freed.
                with suppress(self.native.error):
                    self.native.delete_state(handle, None)
                self.native.delete_ruleset(handle)

    def _compile(self, cases: list[tuple[Region, ...]], rulesets: list[_Ruleset]) -> None:
        for regions in _split(cases):
            aliases: dict[Key, str] = {}
            rules = [_rule(_SENTINEL_RULE, [_exists(_SENTINEL_KEY)])]
            meanings: dict[str, tuple[int, int]] = {}
            for number, region in enumerate(regions):
                name = f"r{number:03d}"
                rules.append(_rule(name, _conditions(region, aliases)))
                meanings[name] = (region.case, region.rank)
            _assert_limits(regions, aliases.values())
            slots = tuple(_slots(aliases))
            handle = self.native.create_ruleset(f"checker{next(_names)}", f"{{{','.join(rules)}}}")
            self._initialise(handle)
            rulesets.append(_Ruleset(handle, slots, meanings))

    def _initialise(self, handle: int) -> None:
        # durable-rules frees a state through uninitialised pointers if no action was ever completed in it.
        code, state = self.native.assert_fact(handle, _SENTINEL_FACT)
        started = self.native.start_action_for_state(handle, state) if code == _STORED else None
        if started is None or self.native.complete_and_start_action(handle, state) is not None:
            msg = f"durable-rules did not answer the sentinel fact (code {code})"
            raise EngineFault(msg)
        self.native.retract_fact(handle, _SENTINEL_FACT)

    def _fire_numbers(self, values: list[Interval | None], ranks: list[int]) -> tuple[bool, bool]:
        """Fill in the ranks of the cases whose value is a single number.

        Returns:
            Whether any value is missing, and whether any is an interval.
        """
        missing = intervals = False
        for ruleset in self._of_numbers:
            names: list[str] = []
            numbers: list[Exact] = []
            steps: list[int] = []
            for quantity, multiplier, name, _ in ruleset.slots:
                value = values[quantity]
                if value is None:
                    missing = True
                    continue
                number, end, _, _ = value
                if number is not end or number is None:
                    intervals = True
                    continue
                names.append(name)
                numbers.append(number)
                steps.append(2 * multiplier)
            self._fire(ruleset, map(add, names, places_of(numbers, steps)), ranks)
        return missing, intervals

    def _fire_intervals(self, plan: Plan, values: list[Interval | None], ranks: list[int]) -> None:
        if not self._of_intervals:
            self._compile(_lowered(plan), self._of_intervals)
        for ruleset in self._of_intervals:
            fact: list[str] = []
            for quantity, multiplier, lower, upper in ruleset.slots:
                value = values[quantity]
                if value is None or (value.lo is value.hi and value.lo is not None):
                    continue
                # The rules of each case ask for both ends.
                fact += lower, str(position(value, multiplier, upper=False))
                fact += upper, str(position(value, multiplier, upper=True))
            self._fire(ruleset, fact, ranks)

    def _fire(self, ruleset: _Ruleset, properties: Iterable[str], ranks: list[int]) -> None:
        """Assert a fact, fill in the rank of each case for which a rule fires, and retract the fact."""
        fact = "".join(properties)
        if not fact:
            return
        handle, _, meanings = ruleset
        code, state = self.native.assert_fact(handle, f'{{"id":"f"{fact}}}')
        if code == _UNMATCHED:
            return
        if code != _STORED:
            msg = f"durable-rules dropped a fact (code {code})"
            raise EngineFault(msg)
        started = self.native.start_action_for_state(handle, state)
        further = iter(partial(self.native.complete_and_start_action, handle, state), None)
        for action in (started[1], *further) if started else ():
            # An action is {"rule name": {...the whole fact...}}; only the name is needed.
            case, rank = meanings[action[2:6]]
            if ranks[case] != UNDECIDED:
                msg = f"durable-rules gave case {case} two ranks"
                raise EngineFault(msg)
            ranks[case] = rank
        # A fact is found by its id; the rest of it would only be read.
        self.native.retract_fact(handle, _RETRACTED)


def _complete(plan: Plan, values: list[Interval | None], ranks: list[int]) -> None:
    """Fill in the ranks of cases for which no rule fired, if none had to."""
    for index, case in enumerate(plan.cases):
        value, fired = values[case.quantity], ranks[index] != UNDECIDED
        if value is None and not fired:
            ranks[index] = MISSING
        elif value is None or (value.is_point and not fired):
            # Only a figure has a rank, and a single number always has one. Anything else is an engine fault, never a
            # verdict.
            msg = f"durable-rules gave case {index} {'a rank without a figure' if fired else 'no rank'}"
            raise EngineFault(msg)


def alias_hash(alias: str) -> int:
    """Return the FNV-1a 32-bit hash, which is all that durable-rules compares of a name."""
    value = 2166136261
    for byte in alias.encode("ascii"):
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def _lowered(plan: Plan) -> list[tuple[Region, ...]]:
    lowered, beyond = [], []
    for index, case in enumerate(plan.cases):
        try:
            lowered.append(lower_case(index, case))
        except OverflowError:
            beyond.append(str(index))
    if beyond:
        raise UnsupportedPlan(ReteEngine.name, beyond)
    return lowered


def _split(cases: list[tuple[Region, ...]]) -> list[list[Region]]:
    """Pack whole cases into as few rulesets as the limits allow, in order."""
    rulesets: list[list[Region]] = []
    uses: dict[Key, int] = {}
    most = 0
    for regions in cases:
        own = _uses(regions)
        properties = len(uses) + sum(key not in uses for key in own)
        most = max(most, *(uses.get(key, 0) + count for key, count in own.items()))
        if rulesets and _fits(properties, most, len(rulesets[-1]) + len(regions)):
            rulesets[-1].extend(regions)
        else:
            rulesets.append(list(regions))
            uses, most = {}, max(own.values())
        for key, times in own.items():
            uses[key] = uses.get(key, 0) + times
    return rulesets


def _uses(regions: Iterable[Region]) -> dict[Key, int]:
    """Count the rules on each property."""
    uses: dict[Key, int] = {}
    for region in regions:
        for test in region.tests:
            uses[test.key] = uses.get(test.key, 0) + 1
    return uses


def _fits(properties: int, most: int, rules: int) -> bool:
    """Tell whether these numbers of properties, rules per property, and rules are within the limits."""
    # The sentinel and the id are properties, too.
    return properties <= MOST_PROPERTIES and properties + 2 + most <= MOST_MATCHES and rules < MOST_RULES


def _assert_limits(regions: list[Region], aliases: Iterable[str]) -> None:
    names = ["id", "sid", _SENTINEL_KEY, *aliases]
    uses = _uses(regions)
    if not _fits(len(uses), max(uses.values()), len(regions)) or len({alias_hash(name) for name in names}) != len(
        names
    ):
        msg = f"{len(names)} properties and {len(regions)} rules are beyond what durable-rules can hold"
        raise EngineFault(msg)


def _slots(aliases: Mapping[Key, str]) -> Iterator[_Slot]:
    """Combine the two ends of each quantity on each grid."""
    joined: dict[tuple[int, int], list[str]] = {}
    for (quantity, multiplier, upper), alias in aliases.items():
        joined.setdefault((quantity, multiplier), ["", ""])[upper] = f',"{alias}":'
    for (quantity, multiplier), ends in joined.items():
        yield _Slot(quantity, multiplier, *ends)


# Rules are written directly as JSON text. This is safe because they contain only integers and names made here. It takes
# a third of the time of building data first, and no check has to import `json`.


def _conditions(region: Region, aliases: dict[Key, str]) -> list[str]:
    conditions: list[str] = []
    for key, least, most in region.tests:
        alias = aliases.get(key)
        if alias is None:
            alias = aliases[key] = f"p{len(aliases)}"
        conditions.append(_exists(alias))
        if least is not None:
            conditions.append(f'{{"$gte":{{"{alias}":{least}}}}}')
        if most is not None:
            conditions.append(f'{{"$lte":{{"{alias}":{most}}}}}')
    return conditions


def _exists(alias: str) -> str:
    return f'{{"$ex":{{"{alias}":1}}}}'


def _rule(name: str, conditions: list[str]) -> str:
    # `$and` of a single condition is not in the measured subset, so it is written without `$and`.
    test = conditions[0] if len(conditions) == 1 else f'{{"$and":[{",".join(conditions)}]}}'
    return f'"{name}":{{"all":[{{"m":{test}}}]}}'
