"""The registry versions that a profile holds, from the governance keys down: nothing else is believed online either."""

from __future__ import annotations

from services.client.profile import Profile
from services.membership.anchor import Anchor
from services.membership.watch import RegistryFolder


def held(profile: Profile) -> RegistryFolder:
    """Versions in the profile's folder, the oldest vouched for by its anchor.

    Raises RegistryError where the anchor's keys did not sign it, BadKey or OSError for the anchor file.
    """
    return RegistryFolder(profile.registry, Anchor.from_pem(profile.governance.read_bytes()))
