"""Frozen values that mirror ``proto/rabta/exchange/v1``, field for field. Pure.

Enum facts are words without prefix, "" for unspecified; times are epoch milliseconds, 0 for none; digests are 32 bytes.
"""

from services.values.exchange.anchor import *  # noqa: F403
from services.values.exchange.asking import *  # noqa: F403
from services.values.exchange.check import *  # noqa: F403
from services.values.exchange.correction import *  # noqa: F403
from services.values.exchange.hit import *  # noqa: F403
from services.values.exchange.order import *  # noqa: F403
from services.values.exchange.page import *  # noqa: F403
from services.values.exchange.watch import *  # noqa: F403
from services.values.records.case import CaseReference as CaseReference
from services.values.records.history import Banner as Banner
from services.values.records.history import Desk as Desk
from services.values.records.history import SignedPageHeader as SignedPageHeader
from services.values.records.history import SignedVersion as SignedVersion
from services.values.records.history import VersionProof as VersionProof
from services.values.records.subject import Identifier as Identifier
