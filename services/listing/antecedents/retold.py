"""Does the JSON of an extract say what the answer in its evidence says? Only the whole bundle can show it."""

from __future__ import annotations

from collections.abc import Mapping

from services.evidence.line import FILE, Line
from services.listing.antecedents.answer import NoExtract
from services.listing.antecedents.extract import extract_of
from services.listing.antecedents.paper import JSON, as_json
from services.membership.anchor import Anchor
from services.membership.registry import load_registry
from services.signing.evidence import decode_evidence


def retold_lines(raw: bytes, anchor: Anchor, papers: Mapping[str, bytes]) -> list[Line]:
    """One line, of a bundle that is proven: the extract made anew is the JSON that is given, byte for byte.

    None where the JSON is not given, or the bundle is redacted and has no answer to make it of.
    """
    if JSON not in papers or (evidence := decode_evidence(raw)).redacted:
        return []
    try:
        anew = as_json(extract_of(evidence, load_registry(evidence.registry, anchor=anchor)))
    except NoExtract as error:
        return [Line(FILE, f"{JSON} cannot be made anew: {error}", ok=False)]
    if anew != papers[JSON]:
        return [Line(FILE, f"{JSON} does not say what this release reads in the answer", ok=False)]
    return [Line(FILE, f"{JSON} says what the answer says")]
