"""How answers are printed: tables for people, JSON and CSV for programs. Data goes to stdout."""

from __future__ import annotations

from services.listing.part import Part as Part
from services.listing.part import word as word
