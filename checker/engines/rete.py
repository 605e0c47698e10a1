"""The Rete engine: durable-rules, used within the subset that was measured to be exact.

Each case becomes declarative rules, one for each rank that its value can be certain of; a
submission becomes one wide fact of scaled integers in each ruleset. See
docs/architecture.md for the limits and what lies beyond them. Only this module imports
durable-rules; it owns its C handles and must not know packs, texts or reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import count
from typing import Final, Protocol

from checker.domain.interval import Interval
from checker.domain.record import NamedTuple
from checker.domain.text import message
from checker.errors import EngineFault, MissingExtra, UnsupportedPlan
from checker.plan.lowering import Key, Region, lower_case, position
from checker.plan.measure import Observations, measure
from checker.plan.model import MISSING, UNDECIDED, Outcomes, Plan

__all__ = ["MOST_CASES", "MOST_MATCHES", "MOST_RULES", "Native", "ReteEngine", "alias_hash", "load_native"]

# Limits of durable-rules 2.0.28, each with room to spare: beyond them it reports errors
# half-way, hangs or crashes, so they are asserted before a ruleset is made.
MOST_MATCHES: Final = 62
"""Properties of a fact plus the most rules on one of them."""
MOST_RULES: Final = 500
"""Rules in a ruleset; distinct conditions under one node hang at 512."""
MOST_CASES: Final = 1_000
"""Cases of a plan: each takes some 50 KB, and plain Python decides very many as fast."""

_SENTINEL_RULE: Final = "s"
_SENTINEL_KEY: Final = "z"
_SENTINEL_FACT: Final = '{"id":"s","z":1}'
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
        """Take a fact back."""

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
        point: Text of the properties of a value that is one number, with its place as ``?``.
        interval: The same for a value with two ends, to be filled with both places.
    """

    quantity: int
    multiplier: int
    point: str
    interval: str


class _Ruleset(NamedTuple):
    handle: int
    slots: tuple[_Slot, ...]
    ranks: dict[str, tuple[int, int]]


class ReteEngine:
    """Evaluates plans with durable-rules. One instance is one thread's.

    The rulesets of the plan that was evaluated last are kept, so that many submissions for
    one plan compile once.
    """

    name: Final = "rete"

    def __init__(self, native: Native | None = None) -> None:
        """Take the C module, or load it.

        Raises:
            MissingExtra: durable-rules cannot be loaded.
        """
        self.native = load_native() if native is None else native
        self._plan: Plan | None = None
        self._rulesets: list[_Ruleset] = []

    def evaluate(self, plan: Plan, observations: Observations) -> Outcomes:
        """Return the rank of every case of `plan`.

        Raises:
            UnsupportedPlan: A bound is too large or too fine for exact integers, or there are very many cases.
            EngineFault: durable-rules failed, or contradicted itself; its rulesets are
                thrown away and built anew at the next call.
        """
        if len(plan.cases) > MOST_CASES:
            raise UnsupportedPlan("rete", (f"{len(plan.cases)} cases > {MOST_CASES}",))
        values = measure(plan, observations)
        try:
            # Units that report alike have equal plans, and comparing them costs a tenth of compiling.
            if self._plan is not plan and self._plan != plan:
                self.close()
                self._compile(plan)
                self._plan = plan
            ranks = self._ranks(plan, values, self._fire(values))
        except self.native.error as error:
            self.close()
            msg = f"durable-rules failed: {error}"
            raise EngineFault(msg) from error
        except BaseException:
            # A ruleset that was left in the middle still holds the fact; Ctrl-C comes at any moment.
            self.close()
            raise
        return Outcomes(self.name, tuple(ranks))

    def close(self) -> None:
        """Free the rulesets: first the state, then the ruleset, or it leaks."""
        self._plan = None
        while self._rulesets:
            handle = self._rulesets.pop().handle
            # A ruleset that never took a fact has no state, and says so; it is freed all the same.
            with suppress(self.native.error):
                self.native.delete_state(handle, None)
            self.native.delete_ruleset(handle)

    def _compile(self, plan: Plan) -> None:
        for regions in _split(_lowered(plan)):
            aliases: dict[Key, str] = {}
            rules = [_rule(_SENTINEL_RULE, [_exists(_SENTINEL_KEY)])]
            ranks: dict[str, tuple[int, int]] = {}
            for number, region in enumerate(regions):
                name = f"r{number}"
                rules.append(_rule(name, _conditions(region, aliases)))
                ranks[name] = (region.case, region.rank)
            _assert_limits(regions, aliases.values())
            slots = tuple(_slots(aliases))
            handle = self.native.create_ruleset(f"checker{next(_names)}", f"{{{','.join(rules)}}}")
            # Until then it cannot be freed: not even after Ctrl-C.
            self._initialise(handle)
            self._rulesets.append(_Ruleset(handle, slots, ranks))

    def _initialise(self, handle: int) -> None:
        # A state in which no action was ever completed is freed through uninitialised pointers.
        code, state = self.native.assert_fact(handle, _SENTINEL_FACT)
        started = self.native.start_action_for_state(handle, state) if code == _STORED else None
        if started is None or self.native.complete_and_start_action(handle, state) is not None:
            msg = f"durable-rules did not answer the sentinel fact (code {code})"
            raise EngineFault(msg)
        self.native.retract_fact(handle, _SENTINEL_FACT)

    def _fire(self, values: list[Interval | None]) -> dict[int, int]:
        """Return the rank of each case for which a rule fired."""
        fired: dict[int, int] = {}
        for ruleset in self._rulesets:
            fact = ['{"id":"f"']
            for quantity, multiplier, point, interval in ruleset.slots:
                value = values[quantity]
                if value is None:
                    continue
                low = position(value, multiplier, upper=False)
                if value.lo is value.hi and value.lo is not None:
                    fact.append(point.replace("?", str(low)))
                else:
                    fact.append(interval.format(low, position(value, multiplier, upper=True)))
            if len(fact) == 1:
                continue
            fact.append("}")
            for name in self._names_fired(ruleset.handle, "".join(fact)):
                case, rank = ruleset.ranks[name]
                if case in fired:
                    msg = f"durable-rules gave case {case} two ranks"
                    raise EngineFault(msg)
                fired[case] = rank
        return fired

    def _names_fired(self, handle: int, fact: str) -> list[str]:
        code, state = self.native.assert_fact(handle, fact)
        if code == _UNMATCHED:
            return []
        if code != _STORED:
            msg = f"durable-rules dropped a fact (code {code})"
            raise EngineFault(msg)
        names = []
        started = self.native.start_action_for_state(handle, state)
        action = started[1] if started else None
        while action:
            # An action is {"rule name": {...the whole fact...}}; only the name is wanted.
            names.append(action[2 : action.index('"', 2)])
            action = self.native.complete_and_start_action(handle, state)
        self.native.retract_fact(handle, fact)
        return names

    @staticmethod
    def _ranks(plan: Plan, values: list[Interval | None], fired: Mapping[int, int]) -> list[int]:
        ranks = []
        for index, case in enumerate(plan.cases):
            value = values[case.quantity]
            if value is None:
                ranks.append(MISSING)
                continue
            rank = fired.get(index, UNDECIDED)
            if rank == UNDECIDED and value.is_point:
                # One number always has a rank: silence is the engine's fault, never a verdict.
                msg = f"durable-rules gave case {index} no rank"
                raise EngineFault(msg)
            ranks.append(rank)
        return ranks


def alias_hash(alias: str) -> int:
    """Return the FNV-1a 32-bit hash by which alone durable-rules tells names apart."""
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
        joint = uses | {key: uses.get(key, 0) + count for key, count in own.items()}
        most = max(most, *(joint[key] for key in own))
        if rulesets and _fits(len(joint), most, len(rulesets[-1]) + len(regions)):
            rulesets[-1].extend(regions)
            uses = joint
        else:
            rulesets.append(list(regions))
            uses, most = own, max(own.values())
    return rulesets


def _uses(regions: Iterable[Region]) -> dict[Key, int]:
    """Count the rules on each property."""
    uses: dict[Key, int] = {}
    for region in regions:
        for test in region.tests:
            uses[test.key] = uses.get(test.key, 0) + 1
    return uses


def _fits(properties: int, most: int, rules: int) -> bool:
    """Tell whether a ruleset may have that many properties, rules on one of them, and rules."""
    # The sentinel's property and the id are properties too.
    return properties + 2 + most <= MOST_MATCHES and rules < MOST_RULES


def _assert_limits(regions: list[Region], aliases: Iterable[str]) -> None:
    names = ["id", "sid", _SENTINEL_KEY, *aliases]
    uses = _uses(regions)
    if not _fits(len(uses), max(uses.values()), len(regions)) or len({alias_hash(name) for name in names}) != len(
        names
    ):
        msg = f"{len(names)} properties and {len(regions)} rules are beyond what durable-rules can hold"
        raise EngineFault(msg)


def _slots(aliases: Mapping[Key, str]) -> Iterator[_Slot]:
    """Join the two ends of each quantity on each grid."""
    for quantity, multiplier in dict.fromkeys((key.quantity, key.multiplier) for key in aliases):
        lower = aliases.get(Key(quantity, multiplier, upper=False))
        upper = aliases.get(Key(quantity, multiplier, upper=True))
        point = "".join(f',"{alias}":?' for alias in (lower, upper) if alias)
        ends = "".join(f',"{alias}":{{{end}}}' for end, alias in enumerate((lower, upper)) if alias)
        yield _Slot(quantity, multiplier, point, ends)


# Rules are written as text at once, for only names made here and integers stand in them: that
# takes a third of the time of collecting them as data, and no check has to import `json`.


def _conditions(region: Region, aliases: dict[Key, str]) -> list[str]:
    conditions: list[str] = []
    for key, least, most in region.tests:
        alias = aliases.setdefault(key, f"p{len(aliases)}")
        conditions.append(_exists(alias))
        if least is not None:
            conditions.append(f'{{"$gte":{{"{alias}":{least}}}}}')
        if most is not None:
            conditions.append(f'{{"$lte":{{"{alias}":{most}}}}}')
    return conditions


def _exists(alias: str) -> str:
    return f'{{"$ex":{{"{alias}":1}}}}'


def _rule(name: str, conditions: list[str]) -> str:
    # `$and` of a single condition is not in the measured subset, so it stands alone.
    test = conditions[0] if len(conditions) == 1 else f'{{"$and":[{",".join(conditions)}]}}'
    return f'"{name}":{{"all":[{{"m":{test}}}]}}'
