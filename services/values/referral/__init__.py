"""Frozen values that mirror ``proto/rabta/referral/v1``, field for field. Pure.

Enum facts are words without prefix, "" for unspecified; times are epoch milliseconds.
"""

from services.values.records.history import Desk as Desk
from services.values.referral.asking import *  # noqa: F403
from services.values.referral.compensation import *  # noqa: F403
from services.values.referral.referral import *  # noqa: F403
