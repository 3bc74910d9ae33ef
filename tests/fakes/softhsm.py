"""A PKCS#11 token in software (SoftHSM), in a folder of its own, with pairs in it."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pkcs11
import pytest
from pkcs11.util.ec import encode_named_curve_parameters

PIN, OFFICER_PIN, TOKEN = "271828", "314159", "rabta"
REQUIRED = "RABTA_REQUIRE_SOFTHSM"
_PLACES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
)
_P256, _P384 = "1.2.840.10045.3.1.7", "1.3.132.0.34"
PAIRS = dict.fromkeys(("page", "token", "PAGE", "TOKEN", "ROSTER", "MESSAGE"), _P256) | {"large": _P384}
"""Label of each pair, which is also its id, and its curve."""


def module() -> str:
    """Path of SoftHSM's library. A test without it says so; where it is required, it fails."""
    found = next((place for place in _PLACES if Path(place).exists()), "")
    if found and shutil.which("softhsm2-util"):
        return found
    if os.environ.get(REQUIRED):
        pytest.fail("SoftHSM is required and absent: install softhsm2")
    pytest.skip("SoftHSM is absent: keys in a PKCS#11 token are not tested (Debian package softhsm2)")


@functools.cache
def shared() -> str:
    """A token with every pair, made once a process, since the library reads its settings once; its library's path."""
    library = module()
    folder = Path(tempfile.mkdtemp(prefix="rabta-hsm-"))
    (folder / "tokens").mkdir(mode=0o700)
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n", "utf-8")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    command = ("softhsm2-util", "--init-token", "--free", "--label", TOKEN, "--pin", PIN, "--so-pin", OFFICER_PIN)
    subprocess.run(command, check=True, capture_output=True)
    with pkcs11.lib(library).get_token(token_label=TOKEN).open(user_pin=PIN, rw=True) as session:
        for label, curve in PAIRS.items():
            point = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters(curve)}
            parameters = session.create_domain_parameters(pkcs11.KeyType.EC, point, local=True)
            parameters.generate_keypair(store=True, label=label, id=label.encode())
    return library
