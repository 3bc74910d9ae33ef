"""Why an opinion on an alert is not taken."""

from __future__ import annotations

from services.access.errors import Refused
from services.errors import RabtaError


class AlertClosed(Refused):
    """It is decided, withdrawn or expired, or no alert, on which nobody decides."""

    reason = "ALERT_CLOSED"


class OpinionGiven(Refused):
    """The officer has said what they think of it, or stood by when another said so; a third person is needed."""

    reason = "OPINION_GIVEN"


class ReasonUnfit(RabtaError):
    """The reason speaks for the other answer."""
