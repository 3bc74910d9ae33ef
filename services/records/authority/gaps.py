"""What a registry that came later says where the one at a version's leaf said nothing. Pure.

Whatever was said then stands: a register that changes hands, a court that is another's or an agency of another kind
takes nothing from a word that was given. A number that nobody held, a court that was not listed yet and an agency of
which no kind was kept are gaps, and they are filled by rows in force on the day of the leaf.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from services.values.records import Voice

NOBODY: Final = "NONE"
"""The kind of a writer from before kinds were kept whom no registry lists any more: a stranger to everything."""


@lru_cache(maxsize=16384)
def filled(held: Voice, later: Voice) -> Voice:
    """``held`` with its gaps filled from ``later``, which a newer registry says of the same version and day."""
    before = held.before or not held.kind
    whose = held.holders or ("",) * len(later.holders)
    found = held._replace(
        kind=held.kind or later.kind or NOBODY,
        holders=tuple(one or other for one, other in zip(whose, later.holders, strict=False)) or held.holders,
        protects=held.protects or later.protects,
        before=before,
        through=held.through or later.through,
    )
    if not held.court:
        return found._replace(court=later.court, tier=later.tier, above=later.above, tries=later.tries, acts=later.acts)
    if held.court != later.court:
        return found
    return found._replace(above=held.above or later.above, acts=held.acts or later.acts)
