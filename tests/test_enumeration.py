"""Our enumerations beside those of `enum`, on classes with the same body."""

from __future__ import annotations

import copy
import enum
import pickle

import pytest

from checker.domain.axes import Verdict
from checker.domain.enumeration import IntEnum, StrEnum
from checker.domain.exit import ExitCode


class OurWord(StrEnum):
    """A word."""

    ONE = "one"
    TWO = "two words"

    @property
    def loud(self) -> str:
        return self.value.upper()


class TheirWord(enum.StrEnum):
    """A word."""

    ONE = "one"
    TWO = "two words"

    @property
    def loud(self) -> str:
        return self.value.upper()


class OurNumber(IntEnum):
    ONE = 1
    TWO = 2


class TheirNumber(enum.IntEnum):
    ONE = 1
    TWO = 2


@pytest.mark.parametrize(("ours", "theirs"), [(OurWord, TheirWord), (OurNumber, TheirNumber)])
def test_everything_that_is_asked_is_answered_as_enum_does(ours, theirs):
    def told(kind):
        members = list(kind)
        return {
            "class": (type(kind), kind.__mro__[1:], kind.__doc__, len(kind), list(kind.__members__)),
            "texts": [(repr(one).split(".", 1)[1], str(one), f"{one:>9}", one.name, one.value) for one in members],
            "found": [kind(one.value) is one and kind[one.name] is one and one in kind for one in members],
            "copied": [copy.deepcopy(one) is one and pickle.loads(pickle.dumps(one)) is one for one in members],  # noqa: S301
            "equal": [one == one.value and hash(one) == hash(one.value) and isinstance(one, kind) for one in members],
            "own": [getattr(one, "loud", "") for one in members],
        }

    assert told(ours) == told(theirs)


@pytest.mark.parametrize("kind", [OurWord, TheirWord])
def test_what_is_no_member_is_refused(kind):
    with pytest.raises(ValueError, match="'three' is not a valid"):
        kind("three")
    with pytest.raises(KeyError):
        kind["THREE"]
    with pytest.raises(AttributeError):
        kind.ONE = "another"
    with pytest.raises(AttributeError):
        del kind.ONE


def test_sets_of_the_program_are_enumerations():
    assert issubclass(Verdict, enum.StrEnum)
    assert issubclass(ExitCode, enum.IntEnum)
    assert Verdict("no_data") is Verdict.NO_DATA
    assert ExitCode(70) is ExitCode.FAULT
