"""P: a pack compared with the clauses that it quotes."""

from __future__ import annotations

from checker.domain.codes.registry import error as _error
from checker.domain.codes.registry import info as _info
from checker.domain.codes.registry import warning as _warning

PACK_CLAUSE_NUMBER = _error(
    "P230",
    "number-not-in-clause",
    "{value} of `{indicator}` is not what its clause says: {reason}",
    "write the number of the clause, or quote the words that hold this one",
    "The clause is the only witness of a target that was not written by the hand that wrote the rule. A number that it "
    "does not hold was mistyped, or the clause is that of another target.",
)
PACK_CLAUSE_COMPARATOR = _error(
    "P231",
    "comparator-contradicts-clause",
    "`{comparator}` of `{indicator}` contradicts “{words}”",
    "by these words it is {wanted}; see the table of wordings in docs/rules.md",
    "Each wording of a resolution has one comparator: “trên 80%” is `above`, “từ 80% trở lên” is `at_least`, and “giảm "
    "còn” is a level while “giảm” is a change.",
)
PACK_CLAUSE_UNWORDED = _warning(
    "P232",
    "comparator-without-words",
    "`{comparator}` of `{indicator}` has no words for it in “{words}”",
    "write {wanted}, or quote the words that ask for more",
    "A number that stands alone is met as soon as it is reached. Whatever asks for more than that, or for something "
    "else, needs words that say so.",
)
PACK_CLAUSE_UNIT = _error(
    "P233",
    "unit-contradicts-clause",
    "`{indicator}` is in {unit}, and the clause says “{words}”",
    "write the unit of the clause, or convert the number",
    "The same number in another unit is another target.",
)
PACK_CLAUSE_PART = _warning(
    "P234",
    "part-without-parent",
    "`{indicator}`: {reason}",
    "state the indicator of which it is a part under `parent`, or leave it out",
    "“Trong đó” makes a part of the target before it. A part has a verdict, cannot be above its whole, and is not "
    "counted on its own.",
)
PACK_CLAUSE_NAME = _warning(
    "P235",
    "number-of-something-else",
    "{value} of `{indicator}` is in the clause, but {reason}",
    "take the number that the target is set by",
    "In “250 ha đạt thu nhập từ 100 triệu đồng/ha” the target is 250 ha, and 100 belongs to the name. In a clause "
    "about several indicators each has its own number.",
)
PACK_CLAUSE_UNREAD = _info(
    "P236",
    "clause-not-read",
    "`{indicator}`: {reason}",
    "compare the target with the clause yourself",
    "What is not read was not compared with the target. Nothing is wrong with it as far as is known.",
)
PACK_CLAUSE_KIND = _warning(
    "P237",
    "kind-contradicts-words",
    "`{indicator}`: “{words}” {reason}",
    "state what the words say, or see docs/rules.md on kinds and on levels and changes",
    "A share adds up in no way, what is founded or admitted adds up over the year, and a change is no level. Figures "
    "of a wrong kind are added up, or compared, wrongly.",
)
PACK_CLAUSE_STRANGE = _info(
    "P238",
    "clause-of-something-else",
    "title and clause of `{indicator}` share no word: “{clause}”",
    "see whether the clause is that of another row",
    "Where rows were shifted, a title stands beside the clause of its neighbour.",
)
PACK_CLAUSE_STRETCH = _warning(
    "P240",
    "stretch-in-clause",
    "`{indicator}`: {reason}",
    "the number before “phấn đấu” decides; state the other one as `stretch`",
    "“X; phấn đấu Y” promises X. Y is reported and decides nothing.",
)
PACK_CLAUSE_DIRECTION = _warning(
    "P241",
    "unlikely-direction",
    "`better: {better}` of `{indicator}`, but its title says “{words}”",
    "see whether `better` and the comparator are meant so",
    "For what is common the better direction is known: fewer poor households, fewer accidents, more revenue.",
)
PACK_CLAUSE_UNDECIDABLE = _warning(
    "P242",
    "wording-cannot-be-decided",
    "“{words}” of `{indicator}` leaves open which values meet the target",
    "ask who set the target, and quote their words",
    "“Gần 14%”, “tương đương” and “giảm dưới 3%” can be read in several ways. A verdict on one of them is nobody's.",
)
PACK_CLAUSE_DUE = _warning(
    "P246",
    "due-at-another-time",
    "`{indicator}` is due in {due}, and its clause says “{words}”",
    "state the period that ends then under `due`, such as 2024-06 or 2024-H1",
    "A target that is judged half a year late is judged by figures that nobody was asked for.",
)
PACK_CLAUSE_START = _error(
    "P303",
    "measured-from-another-year",
    "`{indicator}` is measured from {own}, and its clause compares with {years}",
    "state the level of that year under `baseline`, or compare the clause with the resolution",
    "“Gấp 2 lần năm 2020” and “giảm 2% so với năm 2020” say from where a change begins. From another year it is "
    "another target.",
)
PACK_CLAUSE_DAY = _warning(
    "P307",
    "due-later-than-the-clause",
    "`{indicator}` is due in {due}, which ends after the day of its clause: “{words}”",
    "state the day under `due`, such as `due: {day}`",
    "“Hoàn thành ngày 25/6” in the report of June is no answer to “trước 15/6”. Where `due` is a period, whatever is "
    "reached by its end counts as met.",
)
PACK_CLAUSE_TERM = _error(
    "P245",
    "words-of-other-years",
    "`over: {over}` of `{indicator}` and the words “{words}” say different things",
    "write `over` as one of {wanted}, or compare the clause with the resolution",
    "A number a year on average, one of all years together and one at the end of a term are three targets.",
)
