"""The law on statements, as the records ask for it: dated rows and pure functions of the room of law."""

from __future__ import annotations

from services.records.statement_port import Reviewed, Surroundings
from services.statutes.charged import means
from services.statutes.offence_rows import offence_rows
from services.statutes.sign_words import COMPOSITION, SIGNS
from services.statutes.statement_signals import Around, Relation, Review, Said, composition_not_open, review, signals
from services.values.records import Section, StatementSign


class StatedLaw:
    """See :class:`services.records.statement_port.StatementLaw`. Reads the rows once; raises BadLaw."""

    def __init__(self) -> None:
        rows = offence_rows().values()
        self._scheduled = [text for row in rows if row.scheduled for text in row.charged]
        self._special = [text for row in rows if row.compoundable is False and row.trafficking for text in row.charged]

    def review(self, around: Surroundings) -> Reviewed:
        """See the port."""
        said, beside = _said(around), self._beside(around)
        need = review(said, beside)
        if need is Review.NONE:
            return Reviewed("", ())
        codes = sorted(signals(said, beside))
        found = [*codes, COMPOSITION] if composition_not_open(said, beside) else codes
        return Reviewed(need, tuple(StatementSign(code, *SIGNS[code]) for code in found))

    def _beside(self, around: Surroundings) -> Around:
        return Around(
            child=around.child,
            guardian_accused=around.guardian_accused,
            releases=around.releases,
            held=around.held,
            left_shelter=around.left_shelter,
            unprotected=around.unprotected,
            alike=around.alike,
            same_drafter=around.same_drafter,
            scheduled=any(_among(self._scheduled, section) for section in around.sections),
            trafficking=bool(around.sections) and all(_among(self._special, section) for section in around.sections),
            earlier_164=around.earlier_164,
        )


def _among(texts: list[str], section: Section) -> bool:
    return any(means(text, section) for text in texts)


def _said(around: Surroundings) -> Said:
    body = around.statement
    relation = Relation.RETRACTS if body.takes_back else Relation(body.relation or Relation.FIRST)
    support = {"SUPPORT"} if body.support_person else set()
    return Said(
        body.type,
        relation,
        body.at,
        frozenset({each.role for each in body.attendance} | support),
        body.liberty,
        body.language,
        body.written_in or body.language,
        interpreter=bool(body.interpreter) or any(each.role == "INTERPRETER" for each in body.attendance),
    )
