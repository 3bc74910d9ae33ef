"""A process of its own that takes one claim from its opening to its last payment, and is killed by itself at a step.

``python -m tests.integration.referral.claim_process FOLDER STEP``; what is on the disk then is all that is left of it.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from pathlib import Path
from typing import Final

from services.access.caller import Caller
from services.membership.registry import Registry
from services.membership.spec import AgencySpec
from services.values.referral import Compensation, OpenCompensationRequest
from tests.fakes.killing import Killing
from tests.fakes.records_node import federation
from tests.fakes.world.federations import AGENCIES
from tests.unit.referral.claim_desk import BODY, CASES, COURT, LOSSES, ORDER, PAYMENT, ClaimRoom, Said
from tests.unit.referral.desk import ReferralRoom
from tests.unit.referral.made import SENDER

STEPS: Final = {"referral/store/stored.py": {"sent", "changed", "_find"}, "store/file.py": {"_written"}}
PAID: Final = (100_000, 200_000)
ACTS: Final[tuple[tuple[str, Caller, Said], ...]] = (
    ("ASSESS", BODY, {"losses": LOSSES}),
    ("CLAIM", BODY, {}),
    ("ORDER", COURT, ORDER),
    ("DUE", COURT, {"day": "2026-06-10"}),
    *(("PAY", COURT, {"amount": amount, **PAYMENT}) for amount in PAID),
)


def members(folder: Path) -> Registry:
    """A federation with the body that opens claims."""
    return federation(folder, [*AGENCIES, AgencySpec(SENDER, "CHILD_PROTECTION", SENDER)]).registry


async def paid(claims: ClaimRoom) -> Compensation:
    """All of it, each act under a request id of its own; what was done before is not done again."""
    told = await claims.send(OpenCompensationRequest("request-open", "p-17", CASES, "NO", "PB"))
    for at, (act, who, said) in enumerate(ACTS):
        told = await claims.say(told.id, act, who, request_id=f"request-{at:06d}", **said)
    return told


async def work(folder: Path, step: int) -> None:
    (folder / "federation").mkdir(parents=True)
    registry = members(folder / "federation")
    claims = ClaimRoom(ReferralRoom(folder, registry))
    killing = Killing(step, STEPS)
    threading.setprofile(killing)
    sys.setprofile(killing)
    claims.room.again()
    killing.armed = True
    await paid(claims)
    killing.armed = False


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1]), int(sys.argv[2])))
