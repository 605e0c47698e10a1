"""G: the gate, and findings that it ignores."""

from __future__ import annotations

from checker.domain.codes.registry import error as _error
from checker.domain.codes.registry import info as _info
from checker.domain.codes.registry import warning as _warning

GATE_BLOCKED = _error(
    "G001",
    "gate-blocked",
    "{count} × {what}: {indicators}",
    "see the findings",
    "The pack's gate policy, or --fail-on, makes these block.",
)
GATE_TALLY = _error(
    "G002",
    "tally-below-least",
    "{met} of {counted} targets are met; the gate asks for at least {least}",
    "see the unmet targets",
    "The pack states how many targets must be met at the least.",
)
GATE_TALLIES = _error(
    "G009",
    "gate-tallies",
    "{count} × fewer met targets than the pack demands",
    "see the tallies by unit",
    "The pack demands a least number of met targets of each unit at each period.",
)
GATE_WARNED = _warning(
    "G003",
    "gate-warned",
    "{count} × {what}: {indicators}",
    "see the findings",
    "The pack's gate policy makes these warn.",
)
GATE_KNOWN = _info(
    "G010",
    "gate-known",
    "{count} × {what}, listed in the baseline: {indicators}",
    "put it right, then run `checker baseline update`",
    "These findings are listed in the baseline, so they neither block nor warn. Their verdicts and the tally are "
    "what they would be without it.",
)
GATE_IGNORED = _info(
    "G011",
    "gate-ignored",
    "{count} × {what}, ignored by --select or --ignore: {indicators}",
    "leave out --select and --ignore to have them looked at",
    "The caller ignores these findings. Their verdicts and the tally are what they would be without that.",
)
BASELINE_STALE = _warning(
    "G012",
    "baseline-stale",
    "the baseline lists {code} for {indicator} in {period}, which is not found any more",
    "run `checker baseline update` to take it out",
    "A stale baseline entry would hide the finding if it reappeared.",
)
