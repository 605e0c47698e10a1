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
    "A resolution that sets 22 thresholds is not held to by 21. The number is counted by hand, from the document.",
)
PACK_CLAUSE_ABSENT = _error(
    "P243",
    "clause-not-in-document",
    "the clause of `{indicator}` is not in {file}: “{clause}”",
    "quote the very words of the document; `...` stands for words that are left out",
    "Where the text of a document is beside the pack, each clause is looked for in it.",
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
    "judge by {successor} what is reported since",
    "The verdicts stand, because what was promised was promised. What came after it has a pack of its own.",
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
    "What a pack takes over is judged by as if it stood there. So it is held to the very bytes that somebody read.",
)
PACK_EXTENDS_CHANGE = _error(
    "P281",
    "change-not-allowed",
    "`{key}` cannot be stated here: {reason}",
    "see docs/packs.md on the next year's pack",
    "The pack of the next year states targets anew and keeps what is measured. What is measured otherwise is another "
    "indicator, with a name of its own.",
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
    "What could not be looked up is reported, so that nobody takes it for right.",
)
