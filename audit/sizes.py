"""How large an agency is: the number of its systems in the newest registry that the writer was told.

What an agency as a whole may take is a number for one of up to ``SYSTEMS`` systems; one of
more has as many times that as it has fifties, begun ones too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

from audit.store import Store

SYSTEMS = 50
UNTOLD: Mapping[str, int] = MappingProxyType({})
_SIZES = "systems"


class Sizes:
    """Systems by agency, the same in memory and in the table ``state``."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._systems: dict[str, int] = json.loads(store.state(_SIZES, "{}"))

    def take(self, systems: Mapping[str, int]) -> None:
        """What the newest registry says, in place of what an older one did. StoreUnavailable."""
        if systems != self._systems:
            self._store.set_state(_SIZES, json.dumps(dict(systems)))
            self._systems = dict(systems)

    def shares(self, agency: str) -> int:
        """How many times the limits of an agency are its; 1 where no registry was told."""
        return max(1, -(-self._systems.get(agency, 1) // SYSTEMS))
