"""An owner's answers to claims: records of kind CLAIM_ANSWER in the owner's own page, checked and taken with it.

A claim of another, one that is closed and one that never was are refused alike.
"""

from __future__ import annotations

from services.access.errors import Violation
from services.records.app.chain import Taken
from services.records.app.context import ClassBook
from services.records.app.deciding import take_effect
from services.records.authority.clocks import TO_CONFIRM, state_at
from services.records.claim_rows import ClaimLine
from services.records.ports import Transaction
from services.values.records import ClaimAnswer
from services.vocabulary.protection import LIVE

_FIELD = "claim_answer"
_AS_DECIDED = {"APPLIED": "UPHELD", "REFUSED": "REJECTED"}
_OPEN = ("OPEN", "OVERDUE", "ASKED_COURT")


async def unfit_answers(tx: Transaction, agency: str, taken: Taken, now_ms: int) -> dict[str, Violation]:
    """By version name, why an answer of the page cannot be taken."""
    found: dict[str, Violation] = {}
    for each in taken.newest.values():
        body = each.record.body
        if isinstance(body, ClaimAnswer) and each.record.status in LIVE:
            broken = _broken(body, await tx.claim(body.claim), agency, now_ms)
            if broken is not None:
                found[each.name] = broken
    return found


def _broken(body: ClaimAnswer, line: ClaimLine | None, agency: str, now_ms: int) -> Violation | None:
    if line is None or line.owner != agency or state_at(line.state, line.due_ms, line.until_ms, now_ms) not in _OPEN:
        return Violation(f"{_FIELD}.claim", "claim-unknown", "is no open claim on a record of this agency")
    if body.verdict == "REFUSED" and not body.reason:
        return Violation(f"{_FIELD}.reason", "required", "says why the claim is refused")
    if not body.sha256 and (body.verdict == "REFUSED" or (line.fact == "AGE" and body.verdict == "APPLIED")):
        return Violation(f"{_FIELD}.sha256", "required", "names the document that the answer rests on")
    return None


async def take_answers(tx: Transaction, book: ClassBook, taken: Taken, now_ms: int) -> None:
    """Settle the claims that the page answers; one that the court was asked about stays open by another name.

    A court that is asked whether a copy is its own confirms or refuses it, for good.
    """
    for each in taken.newest.values():
        body = each.record.body
        if not isinstance(body, ClaimAnswer) or each.record.status not in LIVE:
            continue
        line = await tx.claim(body.claim)
        decision = _AS_DECIDED.get(body.verdict, "") if line and line.fact in TO_CONFIRM else ""
        await tx.settle_claim(body.claim, decision or body.verdict, 0)
        if line and decision:
            await take_effect(tx, book, line, decision, 0, now_ms)
