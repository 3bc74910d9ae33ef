"""Frozen values that mirror ``proto/rabta/exchange/v1``, field for field. Pure.

Enum facts are words without prefix, "" for unspecified; times are epoch milliseconds, 0 for none.
"""

from services.values.exchange.check import *  # noqa: F403
from services.values.exchange.hit import *  # noqa: F403
from services.values.records.case import CaseReference as CaseReference
from services.values.records.history import Desk as Desk
from services.values.records.subject import Identifier as Identifier
