"""The registry: one place that declares each code's weight, sentence, remedy and explanation.

Codes are stable and never reused. The first letter says whose problem it is, and each family is a
module, P five: P a rule pack's, D a submission's data, C the consistency of figures, T a target or its
pace, W a waiver, S settings and baselines, G the gate, L the letterhead of a written report. The
English sentences are also the keys of the gettext catalogues.
"""

from __future__ import annotations

# In the order in which they are listed.
from checker.domain.codes.registry import REGISTRY as REGISTRY
from checker.domain.codes.registry import Code as Code
from checker.domain.codes.pack import *
from checker.domain.codes.pack_clause import *
from checker.domain.codes.pack_shares import *
from checker.domain.codes.pack_table import *
from checker.domain.codes.pack_life import *
from checker.domain.codes.submission import *
from checker.domain.codes.data import *
from checker.domain.codes.table import *
from checker.domain.codes.bulk import *
from checker.domain.codes.consistency import *
from checker.domain.codes.target import *
from checker.domain.codes.waiver import *
from checker.domain.codes.gate import *
from checker.domain.codes.settings import *
from checker.domain.codes.report import *
