"""G3: one account pays many others within hours."""

from __future__ import annotations

from typing import Final

from services.linkage.detectors.contract import Detector
from services.linkage.detectors.fans import fan_detector

DETECTOR: Final[Detector] = fan_detector(
    "G3",
    (
        "One account pays many others within hours.",
        "چند گھنٹوں میں ایک کھاتہ بہت سے کھاتوں کو ادائیگی کرتا ہے۔",
    ),
    centre="payer",
    rim="payee",
)
