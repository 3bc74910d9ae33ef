"""G2: many accounts pay one account within hours."""

from __future__ import annotations

from typing import Final

from services.linkage.detectors.contract import Detector
from services.linkage.detectors.fans import fan_detector

DETECTOR: Final[Detector] = fan_detector(
    "G2",
    (
        "Many accounts pay one account within hours.",
        "چند گھنٹوں میں بہت سے کھاتے ایک کھاتے کو ادائیگی کرتے ہیں۔",
    ),
    centre="payee",
    rim="payer",
)
