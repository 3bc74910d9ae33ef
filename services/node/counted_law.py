"""What the law says of sections as they are charged, for who counts: statute, form of exploitation, sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from services.records.law.steps import ON_PROBATION
from services.statistics.facts import Punished
from services.statistics.sentencing import Allowed, Form, Sentenced, form_point
from services.statutes.charge import charges
from services.statutes.charged import number
from services.statutes.fit import Facts, law_of
from services.statutes.offence_rows import Mode, OffenceRow, offence_rows
from services.values.records import Section
from services.values.sections import is_of
from services.vocabulary.answers import NO

FORM_OF: Final = {
    "COMPELLED_LABOUR": "LABOUR",
    "BONDED_LABOUR": "LABOUR",
    "SLAVERY": "LABOUR",
    "SCHEDULED_WORK": "LABOUR",
    "COMMERCIAL_SEX": "SEX",
    "IMMORAL_USE": "SEX",
    "ORGANS": "ORGANS",
    "FORCED_MARRIAGE": "MARRIAGE",
}
"""Forms of the tables by the purposes of the rows of offences; a purpose of no form tells none."""


class Act(NamedTuple):
    """When it was done, ISO text; ``place``: province; ``form``: of the case; ``child``: whether a victim is one."""

    first: str
    last: str
    place: str
    form: str
    child: bool


class CountedLaw:
    """Reads the rows once; raises BadLaw."""

    def __init__(self) -> None:
        self._rows = tuple(offence_rows().values())

    def counts(self, sections: Iterable[Section]) -> bool:
        """Whether a case is about trafficking or what often stands for it: one of its sections is one of the rows'."""
        return any(self._of(section) for section in sections)

    def statute(self, sections: Sequence[Section]) -> str:
        """Under which Act: PTPA with or without the PPC first, then those that name no trafficking."""
        held = [section for section in sections if self._of(section)]
        acts = {section.statute for section in held}
        if "PTPA" in acts:
            return "BOTH" if any(section.statute == "PPC" for section in sections) else "PTPA"
        if any(is_of(section, "BLSA") for section in held):
            return "BLSA"
        return next((act for act in ("POSM", "PPC") if act in acts), "OTHER")

    def form(self, sections: Iterable[Section]) -> str:
        """Of exploitation, where sections name one alone: s. 3 of the PTPA names two, and tells neither."""
        told = set()
        for section in sections:
            named = {FORM_OF.get(purpose, "") for row in self._of(section) for purpose in row.purposes}
            if len(named) == 1:
                told |= named - {""}
        return told.pop() if len(told) == 1 else "SEVERAL" if told else "NOT_TOLD"

    def punished(self, sections: Sequence[Section], sentence: Sentenced, act: Act) -> Punished:
        """A sentence with the version of the law that held at the act, and what that allowed."""
        facts = Facts({}, (), "", act.first, act.last, act.place)
        rows = [row for section in sections for row in self._meant(section, act)]
        held = [row for row in rows if law_of(row, facts) != NO]
        allowed = tuple({_allowed(row) for row in held})
        return Punished(sentence.form, _version(held), form_point(sentence, allowed))

    def _of(self, section: Section) -> list[OffenceRow]:
        return [row for row in self._rows if charges(section, row)]

    def _meant(self, section: Section, act: Act) -> list[OffenceRow]:
        """Rows of a section, of which its subsection, the victim's age and the form leave out some of PTPA s. 3."""
        found = self._of(section)
        if section.statute != "PTPA" or number(section.provision) != "3":
            return found
        second = "(2)" in section.provision or (act.child and "(1)" not in section.provision)
        found = [row for row in found if row.offence == ("ptpa3-2" if second else "ptpa3-1")]
        wanted = {purpose for purpose, form in FORM_OF.items() if form == act.form}
        return [row for row in found if wanted & set(row.purposes)] if wanted else found


def _allowed(row: OffenceRow) -> Allowed:
    return Allowed(row.penalty.mode is Mode.OR_BOTH, row.penalty.min_years or 0)


def _version(held: Sequence[OffenceRow]) -> str:
    """Of the PTPA; OPEN where it is open which of two held."""
    special = {row.provision.id.partition("@")[2] or "2018" for row in held if row.trafficking}
    if not special:
        return "OTHER"
    return special.pop() if len(special) == 1 else "OPEN"


def form_of(form: str, years: float, fine: int) -> Form | None:
    """The form of a sentence: as it is stated, else as its parts say; None where nothing says."""
    if form:
        return Form.PROBATION if form in ON_PROBATION else Form(form)
    if years and fine:
        return Form.BOTH
    return Form.IMPRISONMENT if years else Form.FINE if fine else None
