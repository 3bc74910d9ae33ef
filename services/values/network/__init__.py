"""Frozen values that mirror ``proto/rabta/linkage/v1``, field for field. Pure.

Enum facts are words without prefix, "" for unspecified; times are epoch milliseconds.
"""

from services.values.network.alert import *  # noqa: F403
from services.values.network.answer import *  # noqa: F403
from services.values.network.feed import *  # noqa: F403
from services.values.network.graph import *  # noqa: F403
from services.values.network.link import *  # noqa: F403
from services.values.network.question import *  # noqa: F403
