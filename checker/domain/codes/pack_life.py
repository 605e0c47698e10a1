"""P: the life of a pack: reviews, documents, drafts, and packs that extend another."""

from __future__ import annotations

from checker.domain.codes.registry import error as _error
from checker.domain.codes.registry import info as _info
from checker.domain.codes.registry import warning as _warning

PACK_REVIEW_OLD = _warning(
    "P229",
    "changed-after-review",
    "`{indicator}` was changed after {by} reviewed it on {day}",
    "review it again, and write `digest: {digest}`",
    "A review is of a target, its unit, its kind and its clause as they were. Its digest is that of these four.",
)
PACK_THRESHOLDS = _error(
    "P239",
    "number-of-targets",
    "`{document}` states {stated} thresholds, and {found} targets of this pack are of it",
    "add what is missing, take out what is not of it, or correct `thresholds`",
    "A pack with 21 thresholds does not cover a resolution that sets 22. The number is counted by hand, from the "
    "document.",
)
PACK_CLAUSE_ABSENT = _error(
    "P243",
    "clause-not-in-document",
    "the clause of `{indicator}` is not in {file}: “{clause}”",
    "quote the exact words of the document; `...` stands for omitted words",
    "If the text of a document is beside the pack, each clause is searched for in it.",
)
PACK_DRAFT = _error(
    "P275",
    "draft",
    "the pack {pack} is a draft, and nothing is judged by it",
    "write `status: in_force` when it is; `checker lint` and `checker explain` read drafts too",
    "A verdict by targets that nobody has set yet would be nobody's.",
)
PACK_SUPERSEDED = _warning(
    "P276",
    "superseded",
    "the pack {pack} is superseded by {successor}",
    "use {successor} for later reports",
    "The verdicts stay valid, because the promise was made. A later plan has its own pack.",
)
PACK_STATUS = _error(
    "P277",
    "status-contradicts",
    "`status: {status}`: {reason}",
    "see docs/packs.md on the life of a pack",
    "Only a superseded pack has a successor, and it has one.",
)
PACK_DOCUMENT_FILE = _error(
    "P278",
    "document-file",
    "the file of `{document}` is not the document: {reason}",
    "give the file below the folder of the pack and its SHA-256",
    "A clause is compared with the text of its document only if the file surely is that document.",
)
PACK_EXTENDS = _error(
    "P280",
    "extends-another-pack",
    "the pack that this one extends is not the one that was meant: {reason}",
    "state id, revision and SHA-256 of the pack as it is, after reading what changed in it",
    "What a pack takes over counts as if it were written there. So the digest must be that of the file that "
    "somebody reviewed.",
)
PACK_EXTENDS_CHANGE = _error(
    "P281",
    "change-not-allowed",
    "`{key}` cannot be stated here: {reason}",
    "see docs/packs.md on the next year's pack",
    "The pack of the next year states new targets for the same indicators. If the measure changes, it is another "
    "indicator with its own name.",
)
PACK_LINEAGE = _warning(
    "P258",
    "related-to-nothing",
    "`{indicator}` goes on from `{value}`, and {pack} has no such indicator",
    "write the identifier that it has there",
    "Who follows a measure over the years by `related` has to find it.",
)
PACK_LINEAGE_UNSEEN = _info(
    "P259",
    "related-pack-unseen",
    "`{indicator}` goes on from an indicator of {pack}, which is not here",
    "put that rule pack beside this one, and its indicator is looked up",
    "A failed lookup is reported, so that nobody takes the pack for correct.",
)
