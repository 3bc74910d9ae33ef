"""Bytes of requests to nouns, and nouns to bytes of answers. Names are those of the messages: one plan does it."""

from __future__ import annotations

from services.values.encoding import NETWORK as NOUNS

decode, encode, encoded_size = NOUNS.decode, NOUNS.encode, NOUNS.encoded_size
