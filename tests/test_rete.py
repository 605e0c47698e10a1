"""What only the Rete engine has: rulesets, their limits, its faults and its memory."""

from __future__ import annotations

import contextlib
import json
import resource
from decimal import Decimal
from fractions import Fraction

import pytest

from checker.domain.interval import Interval, above, at_least, point
from checker.domain.period import Period
from checker.engines import rete as module
from checker.engines.direct import DirectEngine
from checker.engines.rete import MOST_CASES, MOST_MATCHES, MOST_PROPERTIES, ReteEngine, alias_hash
from checker.errors import EngineFault, MissingExtra, UnsupportedPlan
from checker.plan.model import Case, Observed, Plan


def plan_of(size: int, *, quantities: int | None = None) -> Plan:
    """Return a plan of `size` targets over as many quantities, or fewer."""
    count = quantities or size
    names = tuple(Observed(f"i{n}") for n in range(count))
    cases = tuple(Case(n % count, (at_least(Decimal(n)), above(Decimal(n)))) for n in range(size))
    return Plan("made", Period(2024), "2024-12-31", names, cases)


def observed(plan: Plan, number: int) -> dict[Observed, Interval]:
    names = [name for name in plan.quantities if isinstance(name, Observed)]
    return {name: point(Decimal(number + n)) for n, name in enumerate(names)}


class Recording:
    """The real C module, with every ruleset that is made and deleted written down."""

    def __init__(self, real):
        self.real, self.made, self.deleted, self.error = real, [], [], real.error

    def __getattr__(self, name):
        return getattr(self.real, name)

    def create_ruleset(self, name, rules):
        self.made.append(json.loads(rules))
        return self.real.create_ruleset(name, rules)

    def delete_ruleset(self, handle):
        self.deleted.append(handle)
        return self.real.delete_ruleset(handle)


@pytest.fixture
def native(rete):
    return Recording(rete.native)


def test_very_many_cases_are_left_to_the_plain_engine(native):
    engine, plan = ReteEngine(native), plan_of(MOST_CASES + 1)
    with pytest.raises(UnsupportedPlan):
        engine.evaluate(plan, observed(plan, 0))
    assert native.made == []
    engine.close()


@pytest.mark.parametrize("size", [1, 22, 23, 44, 300])
def test_a_large_pack_is_split_and_stays_within_the_limits(native, size):
    engine, plan = ReteEngine(native), plan_of(size)
    for number in (-1, 0, 1):
        outcomes = engine.evaluate(plan, observed(plan, number))
        assert outcomes.ranks == DirectEngine().evaluate(plan, observed(plan, number)).ranks
    for rules in native.made:
        aliases = {alias for rule in rules.values() for alias in json.dumps(rule).split('"') if alias.startswith("p")}
        assert len(aliases) < MOST_MATCHES
        assert len(aliases) <= MOST_PROPERTIES
        assert len(rules) <= 501
    engine.close()
    assert len(native.deleted) == len(native.made)


def test_many_targets_on_one_quantity_are_split_too(native):
    engine, plan = ReteEngine(native), plan_of(400, quantities=1)
    outcomes = engine.evaluate(plan, {Observed("i0"): point(Decimal(200))})
    assert outcomes.ranks == (2,) * 200 + (1,) + (0,) * 199
    assert len(native.made) > 1
    engine.close()


def test_the_rules_of_a_target_say_what_its_ranks_are(native):
    engine, plan = ReteEngine(native), plan_of(1)
    engine.evaluate(plan, {Observed("i0"): point(Decimal(1))})
    assert native.made == [
        {
            "s": {"all": [{"m": {"$ex": {"z": 1}}}]},
            "r000": {"all": [{"m": {"$and": [{"$ex": {"p0": 1}}, {"$lte": {"p0": -1}}]}}]},
            "r001": {"all": [{"m": {"$and": [{"$ex": {"p0": 1}}, {"$gte": {"p0": 0}}, {"$lte": {"p0": 0}}]}}]},
            "r002": {"all": [{"m": {"$and": [{"$ex": {"p0": 1}}, {"$gte": {"p0": 1}}]}}]},
        }
    ]
    engine.close()


def test_a_fraction_has_its_place_between_whole_numbers(native):
    engine, plan = ReteEngine(native), plan_of(1)
    assert [engine.evaluate(plan, {Observed("i0"): point(Fraction(n, 3))}).ranks for n in (-1, 0, 1)] == [
        (0,),
        (1,),
        (2,),
    ]
    engine.close()


def test_the_rules_of_intervals_ask_for_the_end_that_decides(native):
    engine, plan = ReteEngine(native), plan_of(1)
    assert engine.evaluate(plan, {Observed("i0"): above(Decimal(1))}).ranks == (2,)
    assert native.made[1:] == [
        {
            "s": {"all": [{"m": {"$ex": {"z": 1}}}]},
            "r000": {"all": [{"m": {"$and": [{"$ex": {"p0": 1}}, {"$lte": {"p0": -1}}]}}]},
            "r001": {"all": [{"m": {"$and": [{"$ex": {"p1": 1}}, {"$gte": {"p1": 0}}, {"$lte": {"p1": 0}}]}}]},
            "r002": {"all": [{"m": {"$and": [{"$ex": {"p1": 1}}, {"$gte": {"p1": 1}}]}}]},
        }
    ]
    engine.close()


def test_rules_of_intervals_are_made_when_the_first_comes_and_are_kept(native):
    engine, plan = ReteEngine(native), plan_of(3)
    numbers = observed(plan, 1)
    mixed = numbers | {Observed("i1"): at_least(Decimal(1))}
    assert [engine.evaluate(plan, numbers).ranks for _ in range(2)] == [(2, 2, 2)] * 2
    assert len(native.made) == 1
    assert [engine.evaluate(plan, mixed).ranks for _ in range(2)] == [(2, 1, 2)] * 2
    assert engine.evaluate(plan, numbers).ranks == (2, 2, 2)
    assert len(native.made) == 2
    engine.close()
    assert len(native.deleted) == 2


def test_a_plan_is_compiled_once_and_another_one_replaces_it(native):
    engine, first, second = ReteEngine(native), plan_of(3), plan_of(4)
    for _ in range(5):
        engine.evaluate(first, observed(first, 0))
    assert (len(native.made), len(native.deleted)) == (1, 0)
    engine.evaluate(second, observed(second, 0))
    assert (len(native.made), len(native.deleted)) == (2, 1)
    engine.close()


def test_nothing_observed_asserts_nothing(native):
    plan = plan_of(2)
    engine = ReteEngine(native)
    assert engine.evaluate(plan, {}).ranks == (-2, -2)
    engine.close()


class Failing(Recording):
    """The real module, but one function answers as a broken engine would."""

    def __init__(self, real, **answers):
        super().__init__(real)
        self.answers = answers
        self.calls = 0

    def assert_fact(self, handle, fact):
        if '"id":"s"' in fact:
            return self.answer("sentinel", handle, fact)
        return self.answer("fact", handle, fact)

    def answer(self, name, handle, fact):
        answer = self.answers.get(name)
        if isinstance(answer, BaseException):
            raise answer
        return answer or self.real.assert_fact(handle, fact)

    def complete_and_start_action(self, handle, state):
        self.calls += 1
        action = self.real.complete_and_start_action(handle, state)
        return self.answers.get("action", action) if self.calls == 2 else action


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"sentinel": (1, 0)}, "sentinel"),
        ({"sentinel": (2, 0)}, "sentinel"),
        ({"fact": (2, 0)}, "dropped a fact"),
        ({"fact": (1, 0)}, "gave case 0 no rank"),
        ({"action": '{"r002":{}}'}, "gave case 0 two ranks"),
    ],
)
def test_an_engine_that_breaks_its_contract_is_a_fault(native, answers, message):
    engine, plan = ReteEngine(Failing(native.real, **answers)), plan_of(2)
    with pytest.raises(EngineFault, match=message):
        engine.evaluate(plan, observed(plan, 1))
    engine.close()


def test_a_rank_without_a_figure_is_a_fault(native):
    """The second of two actions is replaced by one of the case that has no figure."""
    engine, plan = ReteEngine(Failing(native.real, action='{"r002":{}}')), plan_of(3)
    figures = observed(plan, 1)
    del figures[Observed("i0")]
    with pytest.raises(EngineFault, match="gave case 0 a rank without a figure"):
        engine.evaluate(plan, figures)
    engine.close()


def test_after_a_fault_the_rulesets_are_made_anew(native):
    failing = Failing(native.real, fact=native.error("Could not assert fact, error code: 303"))
    engine, plan = ReteEngine(failing), plan_of(2)
    with pytest.raises(EngineFault, match="303"):
        engine.evaluate(plan, observed(plan, 1))
    assert len(failing.deleted) == len(failing.made) == 1
    failing.answers = {}
    assert engine.evaluate(plan, observed(plan, 1)).ranks == (2, 2)
    engine.close()


class Interrupted(Recording):
    """The real module, but a signal comes before one of its calls."""

    def __init__(self, real, at):
        super().__init__(real)
        self.left = at

    def __getattr__(self, name):
        call = super().__getattr__(name)

        def counted(*given):
            self.left -= 1
            if not self.left:
                raise KeyboardInterrupt
            return call(*given)

        return counted


def test_what_a_signal_leaves_half_made_is_not_freed(native):
    """Freed through uninitialised pointers, it crashed the process: no exit code of ours."""
    plan = plan_of(2)
    for at in range(1, 20):
        interrupted = Interrupted(native.real, at)
        engine = ReteEngine(interrupted)
        with contextlib.suppress(KeyboardInterrupt):
            engine.evaluate(plan, observed(plan, 1))
            break
        interrupted.left = 0
        engine.close()
        assert interrupted.deleted == []
        assert engine.evaluate(plan, observed(plan, 1)).ranks == (2, 2)
        engine.close()
    assert at > 8


def test_limits_are_asserted_even_if_the_splitting_were_wrong(native, monkeypatch):
    monkeypatch.setattr(module, "_split", lambda cases: [[region for regions in cases for region in regions]])
    engine, plan = ReteEngine(native), plan_of(60)
    with pytest.raises(EngineFault, match="beyond what durable-rules can hold"):
        engine.evaluate(plan, observed(plan, 0))
    assert native.made == []


def test_names_are_told_apart_by_their_hash():
    assert alias_hash("") == 2166136261
    assert alias_hash("a") == 0xE40C292C  # a published FNV-1a test vector
    assert len({alias_hash(f"p{n}") for n in range(252)}) == 252


def test_without_durable_rules_the_engine_says_so(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "durable_rules_engine", None)
    with pytest.raises(MissingExtra, match="durable-rules cannot be loaded"):
        ReteEngine()


@pytest.mark.slow
@pytest.mark.parametrize("evaluations", [25_000, pytest.param(100_000, marks=pytest.mark.nightly)])
def test_memory_stays_flat(rete, evaluations):
    """Very many evaluations, and 300 compilations, leave the process no larger."""
    plan = plan_of(5)
    values = observed(plan, 1)
    for _ in range(2_000):
        rete.evaluate(plan, values)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(evaluations):
        rete.evaluate(plan, values)
    for _ in range(300):
        rete.close()
        rete.evaluate(plan, values)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 4_096  # KiB
