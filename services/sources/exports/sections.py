"""Sections as registers write them: ``365-B/371-A/34 PPC r/w 3 PTPA``."""

from __future__ import annotations

import re

from services.tables import cells
from services.tables.delimited import Cell
from services.tables.rejects import BadCell
from services.values.records import Section

SECTIONS = 40
NO_SECTIONS: tuple[Section, ...] = ()

_STATUTES = {
    "ppc": "PPC",
    "ت پ": "PPC",
    "تپ": "PPC",
    "تعزیرات پاکستان": "PPC",
    "pakistan penal code": "PPC",
    "ptpa": "PTPA",
    "ptpa 2018": "PTPA",
    "pot": "PTPA",
    "prevention of trafficking in persons act": "PTPA",
    "posm": "POSM",
    "posma": "POSM",
    "posm 2018": "POSM",
    "prevention of smuggling of migrants act": "POSM",
    "cnsa": "CNSA",
    "cnsa 1997": "CNSA",
    "fca": "FCA",
    "customs": "CUSTOMS",
    "customs act": "CUSTOMS",
    "customs act 1969": "CUSTOMS",
    "کسٹمز ایکٹ": "CUSTOMS",
}
_READ_WITH = re.compile(r"\s*(?:\br\s*/\s*w\b|\bread\s+with\b|\bبشمول\b|\bہمراہ\b)\s*", re.I)
_LEAD = re.compile(r"^(?:u\s*/\s*s|under\s+sections?|sections?|sec\.?|بجرم|جرم|دفعات|دفعہ)\s*[:.]?\s*", re.I)
_PROVISION = r"\d{1,3}(?:\s?-\s?[A-Za-z]{1,2}(?![A-Za-z])|[A-Za-z](?![A-Za-z.]))?(?:\s?\(\s?[0-9A-Za-z]{1,5}\s?\))*"
_STATUTE = r"(?:of\s+)?[^\W\d](?:[^/,،;&+\d]|\d{4}(?!\d))*"
_GROUP = re.compile(rf"({_PROVISION}(?:\s*[/,،&+]\s*{_PROVISION})*)\s*({_STATUTE})?[\s/,،;&+]*")
_ONE = re.compile(_PROVISION)


def sections(raw: Cell) -> tuple[Section, ...]:
    """Sections in the order written, each once; ``read_with`` for those after *read with*.

    A statute that the wire does not name becomes ``OTHER`` with its name after the provision.
    Raises BadCell: ``not-a-section``, ``no-statute``, and those of :func:`cells.text`.
    """
    value = cells.number_text(raw)
    if not value:
        return ()
    parts = _READ_WITH.split(" ".join(value.split()))
    found = [section for index, part in enumerate(parts) for section in _part(part, index > 0)]
    if len(found) > SECTIONS:
        raise BadCell("not-a-section")
    return tuple(dict.fromkeys(found))


def _part(part: str, read_with: bool) -> list[Section]:
    rest, found = _LEAD.sub("", part.strip()), []
    while rest:
        group = _GROUP.match(rest)
        if group is None:
            raise BadCell("not-a-section")
        if group[2] is None:
            raise BadCell("no-statute")
        found += [_section(one, group[2], read_with) for one in _ONE.findall(group[1])]
        rest = rest[group.end() :].strip()
    if not found:
        raise BadCell("not-a-section")
    return found


def _section(provision: str, statute: str, read_with: bool) -> Section:
    compact = re.sub(r"\s+", "", provision)
    compact = re.sub(r"^(\d+)-?([A-Za-z]{1,2})(?=\(|$)", lambda at: f"{at[1]}-{at[2].upper()}", compact)
    name = " ".join(statute.replace(".", "").replace("-", " ").replace("،", " ").split()).removeprefix("of ")
    known = _STATUTES.get(name.casefold())
    if known:
        return Section(known, compact, read_with)
    if len(name) > 40:
        raise BadCell("not-a-section")
    return Section("OTHER", f"{compact} {name}", read_with)
