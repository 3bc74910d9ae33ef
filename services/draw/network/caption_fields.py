"""The caption as pairs, for formats that carry it as data. Pure."""

from __future__ import annotations

from services.draw.clean import clean
from services.draw.network.caption import Caption
from services.draw.network.figures import iso


def caption_fields(caption: Caption) -> dict[str, str]:
    """Officer, agency, time, purpose, case, question, and the times that it was asked for."""
    return {
        "officer": clean(caption.officer),
        "agency": clean(caption.agency),
        "time": iso(caption.at_ms),
        "purpose": clean(caption.purpose),
        "case": clean(caption.case),
        "question": clean(caption.question),
        "as_of": iso(caption.as_of_ms),
        "since": iso(caption.since_ms),
        "until": iso(caption.until_ms),
    }
