"""Where a key lies, as settings and profiles say it: the path of a file, or the URI of a key in a PKCS#11 token.

The URI (RFC 7512) stands wherever a file name may; the library for tokens is loaded only then.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from services.signing.es256 import PrivateKey
from services.signing.signer import Signer

SCHEME: Final = "pkcs11:"
Reference = Path | str
"""A ``Path``, or a text that starts with ``pkcs11:``."""


def key_reference(text: str, folder: Path) -> Reference:
    """What a setting says: a path relative to ``folder``, or the URI as it is."""
    return text if text.startswith(SCHEME) else folder / text


def load_signer(reference: Reference) -> Signer:
    """The key. UnsafeFile or BadKey for a file, TokenError where the token does not give a key to sign with."""
    if isinstance(reference, str) and reference.startswith(SCHEME):
        from services.signing.pkcs11 import load_token_key

        return load_token_key(reference)
    return PrivateKey.load(Path(reference))
