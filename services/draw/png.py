"""An SVG of ours as PNG. Pure: no system font, no file and no network is read."""

from __future__ import annotations

import math

import resvg_py

MAX_PIXELS = 16_000_000
"""Larger pictures are scaled down to this."""


def png(svg: bytes, wide: int, high: int) -> bytes:
    """Pixels of a picture that is ``wide`` x ``high``, at one and a half times its size where that fits."""
    zoom = min(1.5, math.sqrt(MAX_PIXELS / max(1, wide * high)))
    return bytes(resvg_py.svg_to_bytes(svg_string=svg.decode(), skip_system_fonts=True, width=max(1, int(wide * zoom))))
