"""The paper of a case as files: JSON for programs, and a PDF in English and one in Urdu that print the JSON's lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from services.draw.clean import clean
from services.draw.network.figures import moment
from services.listing.antecedents.paper import Line, leaves
from services.listing.antecedents.words import part
from services.listing.case_paper.bundle import CasePaper
from services.listing.case_paper.case import Accused, Step
from services.listing.case_paper.words import LAW, law, said

JSON: Final = "case.json"
PDFS: Final = {"en": "case.en.pdf", "ur": "case.ur.pdf"}


def files(paper: CasePaper) -> dict[str, bytes]:
    """Every file by its name. The JSON is the same bytes for the same paper."""
    return {JSON: as_json(paper)} | {name: as_pdf(paper, language) for language, name in PDFS.items()}


def as_json(paper: CasePaper) -> bytes:
    """UTF-8, indented, a line feed at its end: the rows with their fields, and the paper line by line."""
    details = paper.details
    told = {
        "format": 1,
        "kind": "case",
        "asked": {
            "officer": paper.officer,
            "agency": paper.agency,
            "purpose": details.purpose,
            "legal_basis": details.legal_basis,
            "case": f"{details.case_type}:{details.case_key}",
            "requests": [{"at_ms": at_ms, "sha256": digest.hex()} for at_ms, digest in paper.asked],
        },
        "law": [{"provision": provision, "mark": mark} for provision, mark, _ in LAW],
        **rows(paper),
        "rows_sha256": digest_of(paper),
        "lines": {language: [line.text for line in lines(paper, language)] for language in PDFS},
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def rows(paper: CasePaper) -> dict[str, object]:
    """The case, its own steps, and one object for each accused."""
    return {
        "numbers": [number[0] for number in paper.numbers],
        "steps": [_step(step) for step in paper.of_case],
        "accused": [
            {
                "about": {"type": each.about.type, "value": each.about.value, "country": each.about.country},
                "names": list(each.names),
                "stands": each.stands,
                "stage": each.outcome[0],
                "sections": each.sections,
                "cautions": [banner.code for banner in each.cautions],
                "steps": [_step(step) for step in each.steps],
            }
            for each in paper.accused
        ],
    }


def digest_of(paper: CasePaper) -> str:
    """SHA-256, hexadecimal, of the rows as JSON without spaces, keys sorted, in UTF-8."""
    plain = json.dumps(rows(paper), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()


def as_pdf(paper: CasePaper, language: str) -> bytes:
    """The paper on A4. ``language``: ``en`` or ``ur``."""
    return leaves(
        said("title", language == "ur"),
        lines(paper, language),
        (paper.officer, paper.agency, paper.asked[0][0], paper.details),
        language,
    )


def lines(paper: CasePaper, language: str) -> list[Line]:
    """What the paper says below its title, in ``en`` or ``ur``."""
    urdu = language == "ur"
    found = [*_head(paper, urdu), Line(said("of_case", urdu), bold=True)]
    found += _steps(paper.of_case, urdu)
    for place, each in enumerate(paper.accused, 1):
        found += _accused(place, each, urdu)
    tail = [Line(said(key, urdu), bold=key == "scope") for key in ("scope", "weight", "private")]
    return [*found, *tail, *map(Line, law(urdu))]


def _head(paper: CasePaper, urdu: bool) -> Iterator[Line]:
    details = paper.details
    yield Line(said("numbers", urdu, numbers=("؛ " if urdu else "; ").join(number[urdu] for number in paper.numbers)))
    yield Line(said("asked", urdu, officer=clean(paper.officer, 120), agency=paper.agency))
    case = clean(f"{details.case_type}:{details.case_key}", 120)
    yield Line(said("why", urdu, case=case, law=details.legal_basis))
    for at_ms, digest in paper.asked:
        yield Line(said("request", urdu, time=moment(at_ms), digest=digest.hex()))
    yield Line(said("rows", urdu, digest=digest_of(paper)))


def _accused(place: int, one: Accused, urdu: bool) -> Iterator[Line]:
    """Who it is, whether they are surely that, how they stand, and each step with its version."""
    number = " ".join(filter(None, (one.about.country, one.about.type, one.about.value)))
    yield Line(said("accused", urdu, place=f"{place}.", number=number), bold=True)
    if one.names:
        yield Line(said("names", urdu, names=", ".join(clean(name, 120) for name in one.names)))
    for banner in one.cautions:
        yield Line(banner.text_ur if urdu else banner.text, bold=True)
    yield Line(said(one.stands, urdu), bold=True)
    yield Line(said("stage", urdu, outcome=one.outcome[urdu]))
    if one.sections:
        yield Line(said("sections", urdu, sections=one.sections))
    yield from _steps(one.steps, urdu)


def _steps(steps: tuple[Step, ...], urdu: bool) -> Iterator[Line]:
    if not steps:
        yield Line(said("none", urdu))
    for step in steps:
        yield Line(f"{part(step.at, urdu)}: {part(step.words[urdu], urdu)}")
        proof = {"page": step.page_sha256.hex(), "index": str(step.index)}
        yield Line(said("source", urdu, version=step.version, agency=step.agency, **proof))


def _step(step: Step) -> dict[str, object]:
    return {
        "at": step.at,
        "what": step.words[0],
        "version": step.version,
        "signed_by": step.agency,
        "page_sha256": step.page_sha256.hex(),
        "index": step.index,
    }
