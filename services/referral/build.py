"""The room put together over its store, and over the gates that a node hands in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from services.referral.app import ReferralDesk
from services.referral.bearers import Duties
from services.referral.ports import Gates
from services.referral.store.daily import REFERRALS, Daily
from services.referral.store.database import FILE, open_database
from services.referral.store.referrals import StoredReferrals
from services.signing.derive import derive
from services.signing.sealing import Sealer


class OpenReferrals(NamedTuple):
    """The referrals of a process that serves them, over a store that is open."""

    referrals: StoredReferrals
    duties: Duties
    tokens: Sealer
    close: Callable[[], None]

    def over(self, gates: Gates) -> ReferralDesk:
        """What the methods call, asking these gates who may."""
        return ReferralDesk(self.referrals, self.duties, gates, self.tokens)


def open_referrals(folder: Path, secret: bytes, daily: Daily = REFERRALS) -> OpenReferrals:
    """Over ``referral.db`` of the node's folder. ``secret``: the node's; ``daily``: how many are sent in a day.

    Raises UnsafeFile, ReferralsUnavailable.
    """
    database = open_database(folder / FILE)
    tokens = Sealer(derive(secret, "page-token"))
    return OpenReferrals(StoredReferrals(database, secret, daily), Duties(folder), tokens, database.close)
