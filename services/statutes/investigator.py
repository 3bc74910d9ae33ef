"""Which body investigates, by what the facts fit and by the day of the step. Pure.

Whoever registers an FIR is no finding: any station may (CrPC s. 154, K). Money or an accused who crosses the border
moves no case: the Act speaks of the transport of the victim.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from services.statutes.fit import Fit, Verdict
from services.statutes.provision import Mark
from services.values.dates import span
from services.vocabulary.answers import NO, YES, Answer
from services.vocabulary.word import Word

_NCCIA_FROM: Final = span("2024-04-29").first_day
_ORGANS_FIA_FROM: Final = span("2017-03-31").first_day


class Body(Word):
    """Agencies and units that the law names as investigators."""

    POLICE = "POLICE"
    FIA = "FIA"
    SSOIU = "SSOIU"
    NCCIA = "NCCIA"


class Competence(NamedTuple):
    """``why``: the provision, in words."""

    body: Body
    mark: Mark
    why: str


def investigators(fits: Mapping[str, Fit], crossed: Answer, day: int) -> tuple[Competence, ...]:
    """Each body that an offence points to, once; of several none leads: they are a joint investigation team.

    ``crossed``: whether a victim was taken over the border; ``day``: of the step (days since 1970-01-01).
    """
    held = [each for each in fits.values() if each.verdict in (Verdict.FITS, Verdict.FITS_IF)]
    found: list[Competence] = []
    if any(each.row.trafficking for each in held):
        found += _trafficking(crossed)
    if any(each.offence == "posm3" for each in held):
        found.append(Competence(Body.FIA, Mark.V2, "POSM: FIA or the agency that is empowered"))
    if any(each.offence == "emigration" for each in held):
        found.append(Competence(Body.FIA, Mark.V2, "Emigration Ordinance"))
    if any(each.offence == "thota" for each in held):
        found.append(Competence(Body.POLICE, Mark.V2, "Transplantation Act"))
        if day >= _ORGANS_FIA_FROM:
            found.append(Competence(Body.FIA, Mark.V2, "SRO 353(I)/2017"))
    if any(each.row.scheduled for each in held):
        found.append(
            Competence(Body.SSOIU, Mark.V, "Anti-Rape Act s. 9(3): an officer of BPS-17 or more; crisis cell at once")
        )
    return _each_once(found)


def of_cyber_offence(day: int) -> Competence:
    """Who investigates an offence under PECA on a day."""
    if day >= _NCCIA_FROM:
        return Competence(Body.NCCIA, Mark.V2, "PECA: NCCIA since 29 April 2024")
    return Competence(Body.FIA, Mark.V2, "PECA: FIA until 28 April 2024")


def _trafficking(crossed: Answer) -> list[Competence]:
    if crossed == YES:
        return [Competence(Body.FIA, Mark.V, "PTPA s. 8(2): the victim was taken into or out of Pakistan")]
    police = Competence(Body.POLICE, Mark.V, "PTPA s. 8(1): the victim was not taken over the border")
    if crossed == NO:
        return [police]
    why = "it is open whether the victim crossed: police begin, FIA is told in 72 hours"
    return [police._replace(mark=Mark.P, why=why)]


def _each_once(found: Sequence[Competence]) -> tuple[Competence, ...]:
    kept: dict[Body, Competence] = {}
    for each in found:
        kept.setdefault(each.body, each)
    return tuple(kept.values())
