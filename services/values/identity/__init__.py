"""Frozen values that mirror ``proto/rabta/identity/v1``, field for field. Pure.

Enum facts are words without prefix, "" for unspecified; times are epoch milliseconds; tokens are 32 bytes.
"""

from services.values.identity.change import *  # noqa: F403
from services.values.identity.provisional import *  # noqa: F403
from services.values.identity.question import *  # noqa: F403
from services.values.records.subject import Birth as Birth
from services.values.records.subject import Identifier as Identifier
from services.values.records.subject import Name as Name
