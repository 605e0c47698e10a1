"""The table of comparators: every one has all that is asked of it, everywhere."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from checker.domain.axes import Better
from checker.domain.comparator import ACHIEVED, COMPARATORS, Comparator, Shape, traits_of
from checker.domain.phrase import bound_phrase
from checker.domain.report import TargetBound
from checker.language import Language
from checker.packs.schema import Target
from checker.plan.bounds import goal_of
from tests.examples import each_row
from tests.made import target

NUMBERS = [word for word, traits in COMPARATORS.items() if traits.shape is not Shape.MEMBERS]


def test_every_comparator_has_a_row_in_the_order_of_its_declaration():
    assert list(COMPARATORS) == list(Comparator)


@each_row("word", [*Comparator, ACHIEVED])
@each_row("code", ["vi", "en"])
def test_every_bound_can_be_written(word, code):
    number = Decimal(5) if word in NUMBERS else None
    upper = Decimal(7) if "{upper}" in traits_of(word).phrase else None
    phrase = bound_phrase(TargetBound(str(word), number, upper), "%")
    said = Language(code).render(phrase)
    assert said
    assert "{" not in said


def test_a_change_of_nothing_is_a_bound_on_the_level_and_a_strict_one_says_so():
    def said(word, number, *, strict):
        return Language("en").render(
            bound_phrase(TargetBound(word, Decimal(number), baseline=Decimal(9), strict=strict), "hộ")
        )

    assert [said("reduce_by", 0, strict=False), said("reduce_by", 0, strict=True)] == [
        "no more than 9 hộ", "less than 9 hộ",
    ]  # fmt: skip
    assert [said("grow_by", 0, strict=False), said("grow_by", 0, strict=True)] == [
        "no less than 9 hộ", "more than 9 hộ",
    ]  # fmt: skip
    assert said("reduce_by", 2, strict=True) == "a reduction by more than 2 hộ from 9 hộ"
    assert said("grow_by", 2, strict=True) == "over 2 % more than 9 hộ"
    assert said("grow_by", 2, strict=False) == "2 % more than 9 hộ"


@each_row("word", NUMBERS)
def test_every_number_means_levels(word):
    traits = word.traits
    upper = "7" if traits.shape is Shape.RANGE else None
    goal = goal_of(target(word, "5", upper), traits.wants or Better.HIGHER, Decimal(6))
    assert goal is not None
    assert goal.levels


def test_every_word_is_explained():
    rules = (Path(__file__).parent.parent / "docs" / "rules.md").read_text("utf-8")
    assert [word for word in (*Comparator, ACHIEVED) if f"`{word}`" not in rules and f"{word}:" not in rules] == []


def test_the_schema_has_every_comparator():
    assert set(COMPARATORS) | {ACHIEVED} <= set(Target.model_fields)


@pytest.mark.parametrize("word", [word for word, traits in COMPARATORS.items() if traits.floor or traits.ceiling])
def test_words_stand_for_the_levels_that_meet_a_bound(word):
    goal = goal_of(target(word, "5"), word.traits.wants or Better.HIGHER, None)
    assert goal is not None
    assert word.traits.interval(Decimal(5)) == goal.levels[0]


@pytest.mark.parametrize("word", [Comparator.KEEP, Comparator.REDUCE_BY, Comparator.ALL_OF])
def test_what_has_no_side_of_its_own_is_no_interval(word):
    with pytest.raises(ValueError, match=r"number|baseline|parts"):
        word.traits.interval(Decimal(5))


def test_a_number_alone_means_that_the_plan_is_to_reach_it():
    assert [str(word) for word in Comparator if word.traits.bare] == ["at_least", "equal", "keep"]
