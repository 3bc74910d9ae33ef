"""The extract as files: JSON for programs, and a PDF in English and one in Urdu that print the lines of the JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final, NamedTuple

from services.access.details import Details
from services.draw.clean import clean
from services.draw.marks import Mark
from services.draw.network.caption import Caption
from services.draw.network.figures import moment
from services.draw.network.frame import Sheet, watermark
from services.draw.network.paper import MARGIN, flowed
from services.draw.pdf import A4, Page, pdf
from services.listing.antecedents.conviction import Conviction
from services.listing.antecedents.extract import Extract
from services.listing.antecedents.words import LAW, law, part, said

JSON: Final = "antecedents.json"
PDFS: Final = {"en": "antecedents.en.pdf", "ur": "antecedents.ur.pdf"}
_SIZE: Final = 9.0


class Line(NamedTuple):
    """One line of the paper, and whether it stands out."""

    text: str
    bold: bool = False


def files(extract: Extract) -> dict[str, bytes]:
    """Every file by its name. The JSON is the same bytes for the same extract."""
    return {JSON: as_json(extract)} | {name: as_pdf(extract, language) for language, name in PDFS.items()}


def as_json(extract: Extract) -> bytes:
    """UTF-8, indented, a line feed at its end: the rows with their fields, and the paper line by line."""
    details = extract.details
    told = {
        "format": 1,
        "kind": "antecedents",
        "about": {"type": extract.about.type, "value": extract.about.value, "country": extract.about.country},
        "names": list(extract.names),
        "asked": {
            "officer": extract.officer,
            "agency": extract.agency,
            "at_ms": extract.at_ms,
            "purpose": details.purpose,
            "legal_basis": details.legal_basis,
            "case": f"{details.case_type}:{details.case_key}",
            "request_sha256": extract.request_sha256.hex(),
        },
        "law": [{"provision": provision, "mark": mark} for provision, mark, _ in LAW],
        "cautions": [banner.code for banner in extract.cautions],
        "convictions": rows(extract),
        "rows_sha256": digest(extract),
        "lines": {language: [line.text for line in lines(extract, language)] for language in PDFS},
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def rows(extract: Extract) -> list[dict[str, object]]:
    """One object a conviction, oldest first."""
    return [
        {
            "case": each.case[0],
            "final": each.final,
            "finality": each.finality,
            "outcome": each.outcome[0],
            "age_stated": each.age_stated,
            "steps": [{"at": step.at, "what": step.words[0], "version": step.version} for step in each.steps],
        }
        for each in extract.convictions
    ]


def digest(extract: Extract) -> str:
    """SHA-256, hexadecimal, of the rows as JSON without spaces, keys sorted, in UTF-8."""
    plain = json.dumps(rows(extract), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()


def as_pdf(extract: Extract, language: str) -> bytes:
    """The paper on A4. ``language``: ``en`` or ``ur``."""
    asked = (extract.officer, extract.agency, extract.at_ms, extract.details)
    return leaves(said("title", language == "ur"), lines(extract, language), asked, language)


def leaves(title: str, told: Iterable[Line], asked: tuple[str, str, int, Details], language: str) -> bytes:
    """A court's paper as PDF, each page marked. ``asked``: officer, agency, epoch ms, reason."""
    sheet = Sheet(A4[0], language, _SIZE)
    marks: list[Mark] = [*sheet.lines(title, face="bold", larger=1.6)]
    for line in told:
        sheet.y += _SIZE / 2 if line.bold else 0
        marks += sheet.lines(line.text, face="bold" if line.bold else "regular")
    officer, agency, at_ms, details = asked
    caption = Caption(officer, agency, at_ms, details.purpose, f"{details.case_type}:{details.case_key}")
    parts = flowed(marks, MARGIN, A4[1] - 2 * MARGIN - _SIZE * 2)
    pages = [Page(*A4, (*leaf, *watermark(caption, *A4, 14, language))) for leaf in parts]
    return pdf(pages, title, language)


def lines(extract: Extract, language: str) -> list[Line]:
    """What the paper says below its title, in ``en`` or ``ur``."""
    urdu = language == "ur"
    found = [*_head(extract, urdu)]
    if not extract.convictions:
        found.append(Line(said("none", urdu), bold=True))
    for number, each in enumerate(extract.convictions, 1):
        found += _told(number, each, urdu)
    return [*found, Line(said("scope", urdu), bold=True), Line(said("weight", urdu)), *map(Line, law(urdu))]


def _head(extract: Extract, urdu: bool) -> Iterator[Line]:
    about, details = extract.about, extract.details
    yield Line(said("about", urdu, number=" ".join(filter(None, (about.country, about.type, about.value)))))
    if extract.names:
        yield Line(said("names", urdu, names=", ".join(clean(name, 120) for name in extract.names)))
    officer, agency = clean(extract.officer, 120), extract.agency
    yield Line(said("asked", urdu, officer=officer, agency=agency, time=moment(extract.at_ms)))
    case = clean(f"{details.case_type}:{details.case_key}", 120)
    yield Line(said("why", urdu, case=case, law=details.legal_basis))
    yield Line(said("request", urdu, digest=extract.request_sha256.hex()))
    yield Line(said("rows", urdu, digest=digest(extract)))
    for banner in extract.cautions:
        yield Line(banner.text_ur if urdu else banner.text, bold=True)


def _told(number: int, one: Conviction, urdu: bool) -> Iterator[Line]:
    """One conviction: its case, whether it is final, and each step with its version."""
    case, outcome = part(one.case[urdu], urdu), part(one.outcome[urdu], urdu)
    yield Line(f"{part(f'{number}.', urdu)} {case}: {outcome}", bold=True)
    yield Line(said("final" if one.final else one.finality, urdu), bold=not one.final)
    if not one.age_stated:
        yield Line(said("age", urdu))
    for step in one.steps:
        yield Line(f"{part(step.at, urdu)}: {part(step.words[urdu], urdu)}")
        yield Line(said("source", urdu, version=step.version))
