"""Bytes of requests to nouns, and nouns to bytes of answers; their names are those of the messages."""

from __future__ import annotations

from services.values.encoding import STATISTICS as NOUNS

decode, encode = NOUNS.decode, NOUNS.encode
