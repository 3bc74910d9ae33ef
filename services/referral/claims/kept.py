"""One claim as it is kept: who opened it for whom, and how it stands; as text that a store can seal. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from services.referral.compensation import Basis, Claim, Sentence, State
from services.values.referral import CompensationLosses, CompensationPayment, ReferredCase

OVER: Final = frozenset({State.PAID, State.DECLINED})


@dataclass(frozen=True, slots=True)
class KeptClaim:
    """``holder``: the agency that opened it, ``subject``: its pseudonym of the victim; ``child``: an Answer.

    ``reference``: of the court's last order or refusal; ``payee``, ``guardian``: as the order says it; ``unfit``:
    whether a child's money went where it must not.
    """

    id: str
    holder: str
    officer: str
    subject: str
    cases: tuple[ReferredCase, ...]
    child: str
    province: str
    opened_ms: int
    claim: Claim
    offender_known: bool = False
    losses: CompensationLosses | None = None
    sentence: Sentence | None = None
    reference: str = ""
    payee: str = ""
    guardian: str = ""
    unfit: bool = False
    payments: tuple[CompensationPayment, ...] = ()

    def of_case(self, case_type: str, case_key: str) -> bool:
        """Whether the victim stands in the case."""
        return ReferredCase(case_type, case_key) in self.cases


def after(kept: KeptClaim) -> KeptClaim:
    """Once it is over nobody needs to know by head what was lost, and it goes."""
    return replace(kept, losses=None) if kept.claim.state in OVER else kept


def about(kept: KeptClaim) -> Sequence[tuple[str, ...]]:
    """Under what it is found: its holder, and each case."""
    return [("agency", kept.holder), *(("case", each.type, each.key) for each in dict.fromkeys(kept.cases))]


def open_in(kept: KeptClaim) -> Sequence[tuple[str, ...]]:
    """Of which cases it is open, each with whose it is; none once it is over."""
    if kept.claim.state in OVER:
        return []
    return [("open", kept.holder, each.type, each.key) for each in dict.fromkeys(kept.cases)]


def standing(case_type: str, case_key: str, state: State) -> tuple[str, ...]:
    """Under what the claims of a case that stand so are counted."""
    return "stands", case_type, case_key, state


def stands(kept: KeptClaim) -> Sequence[tuple[str, ...]]:
    """Under what it is counted as it stands now."""
    return [standing(each.type, each.key, kept.claim.state) for each in dict.fromkeys(kept.cases)]


def written(kept: KeptClaim) -> str:
    """JSON of all of it."""
    payments = [{**asdict(each), "receipt_sha256": each.receipt_sha256.hex()} for each in kept.payments]
    return json.dumps({**asdict(kept), "payments": payments}, ensure_ascii=False)


def read(text: str) -> KeptClaim:
    """The claim that :func:`written` made a text of."""
    said = json.loads(text)
    claim = said["claim"]
    whole = {
        "cases": tuple(ReferredCase(**each) for each in said["cases"]),
        "claim": Claim(**{**claim, "state": State(claim["state"]), "basis": Basis(claim["basis"])}),
        "losses": CompensationLosses(**said["losses"]) if said["losses"] else None,
        "sentence": Sentence(*said["sentence"]) if said["sentence"] else None,
        "payments": tuple(_payment(each) for each in said["payments"]),
    }
    return KeptClaim(**{**said, **whole})


def _payment(said: dict[str, str | int]) -> CompensationPayment:
    digest = bytes.fromhex(str(said["receipt_sha256"]))
    return CompensationPayment(str(said["day"]), int(said["amount"]), str(said["payee"]), digest)
