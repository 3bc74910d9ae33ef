"""The second person of an own console: whose profile approves single questions."""

from __future__ import annotations

from typing import NamedTuple

from services.client.profile import Profile


class Second(NamedTuple):
    """The second person, who approves single questions, and where their profile lies."""

    profile: Profile
    path: str
