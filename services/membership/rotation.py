"""What governance ends or replaces by itself: a witness, and its own keys. Each edit goes into the draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.membership import governance, logs
from services.membership.layout import FederationFiles
from services.membership.office import draft_of, save_draft
from services.signing.es256 import PublicKey


def retire_witness(files: FederationFiles, agency: str, last_sizes: Mapping[str, int], now_ms: int) -> None:
    """An agency's witness counts no further than these sizes in leaves, by origin of each open log."""
    save_draft(files, logs.retire_witness(draft_of(files, now_ms), agency, last_sizes))


def change_governance(files: FederationFiles, holders: Sequence[PublicKey], now_ms: int) -> None:
    """Other governance keys, a majority of which must sign, and of the old ones too."""
    spkis = [key.spki for key in holders]
    save_draft(files, governance.set_governance(draft_of(files, now_ms), spkis, governance.majority(len(spkis))))
