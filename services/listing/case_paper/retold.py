"""Does the JSON of a case say what the answers in its evidence say? Only the whole bundles can show it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from services.evidence.line import FILE, Line
from services.listing.antecedents.answer import NoExtract, read_answer
from services.listing.case_paper.bundle import case_of
from services.listing.case_paper.paper import JSON, as_json
from services.membership.anchor import Anchor
from services.membership.registry import load_registry
from services.signing.evidence import EvidenceError, decode_evidence


def case_lines(bundles: Sequence[bytes], anchor: Anchor, papers: Mapping[str, bytes]) -> list[Line]:
    """One line, of bundles that are proven: the paper made anew is the JSON that is given, byte for byte.

    None where the JSON is not given or a bundle is redacted. Fewer bundles than the JSON counts questions are no
    failure: its digest holds it all the same.
    """
    if JSON not in papers:
        return []
    try:
        evidences = [decode_evidence(raw) for raw in bundles]
    except EvidenceError:
        return [Line(FILE, f"{JSON} cannot be made anew: a further answer is no evidence", ok=False)]
    if any(each.redacted for each in evidences):
        return []
    asked = _asked(papers[JSON])
    if len(bundles) < asked:
        return [Line(FILE, f"{JSON} is not made anew: {len(bundles)} of {asked} answers are given")]
    try:
        anew = as_json(case_of([read_answer(one, load_registry(one.registry, anchor=anchor)) for one in evidences]))
    except NoExtract as error:
        return [Line(FILE, f"{JSON} cannot be made anew: {error}", ok=False)]
    if anew != papers[JSON]:
        return [Line(FILE, f"{JSON} does not say what this release reads in the answers", ok=False)]
    return [Line(FILE, f"{JSON} says what the answers say")]


def _asked(content: bytes) -> int:
    """How many questions the JSON names; 0 where it cannot be read."""
    try:
        return len(json.loads(content)["asked"]["requests"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return 0
