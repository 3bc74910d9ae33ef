"""Protobuf <-> domain, and nothing else. Names are the same on both sides, so one plan per noun does it."""

from __future__ import annotations

from services.values.encoding import NETWORK as NOUNS

decode, to_message, encode = NOUNS.decode, NOUNS.to_message, NOUNS.encode
