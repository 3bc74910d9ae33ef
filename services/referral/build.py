"""The room put together over its store, and over the gates that a node hands in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from services.referral.app import ReferralDesk
from services.referral.bearers import Duties
from services.referral.claims.app import ClaimDesk
from services.referral.claims.kept import KeptClaim
from services.referral.kept import Kept
from services.referral.ports import Finds, Gates
from services.referral.proposals import Proposals
from services.referral.rpc import UseCases
from services.referral.store.daily import A_DAY, Daily
from services.referral.store.database import FILE, open_database
from services.referral.store.form import CLAIM, REFERRAL
from services.referral.store.stored import Stored
from services.signing.derive import derive
from services.signing.sealing import Sealer


class OpenReferrals(NamedTuple):
    """The referrals and the claims of a process that serves them, over a store that is open."""

    referrals: Stored[Kept]
    claims: Stored[KeptClaim]
    duties: Duties
    tokens: Sealer
    close: Callable[[], None]

    def over(self, gates: Gates, finds: Finds) -> UseCases:
        """What the methods call, asking these gates who may. ``finds``: which missing children were found."""
        proposals = Proposals(finds, self.referrals)
        desk = ReferralDesk(self.referrals, self.duties, gates, self.tokens, proposals)
        return UseCases(desk, ClaimDesk(self.claims, gates, self.tokens))


def open_referrals(folder: Path, secret: bytes, daily: Daily = A_DAY) -> OpenReferrals:
    """Over ``referral.db`` of the node's folder. ``secret``: the node's; ``daily``: how many are sent in a day.

    Raises UnsafeFile, ReferralsUnavailable.
    """
    database = open_database(folder / FILE)
    tokens = Sealer(derive(secret, "page-token"))
    referrals, claims = Stored(database, secret, REFERRAL, daily), Stored(database, secret, CLAIM, daily)
    return OpenReferrals(referrals, claims, Duties(folder), tokens, database.close)
