"""``rabta-audit verify DIR``: one line a check, ``log verified: N entries`` at the end.

Exit code 0 when all holds, 1 with place and reason when not, 2 on wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from audit.verify.directory import Trust, verify_directory
from audit.verify.es256 import Keys, keys_of_pem
from audit.verify.policy import Policy, PolicyError, parse_policy
from audit.verify.problem import VerifyError


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="rabta-audit", description="Check a copied audit log, offline.")
    verify = parser.add_subparsers(required=True).add_parser("verify", help="check an exported directory")
    verify.add_argument("directory", type=Path)
    verify.add_argument("--vkey", type=Path, metavar="FILE", help="the log's verifier key, from a source you trust")
    verify.add_argument("--registry-anchor", type=Path, metavar="FILE", help="governance public keys (PEM)")
    verify.add_argument("--witness-policy", type=Path, metavar="FILE", help="witnesses and quorum (C2SP tlog-policy)")
    verify.add_argument("--oversight-key", type=Path, metavar="FILE", help="private key that opens month keys (PEM)")
    verify.add_argument("--month-keys", type=Path, metavar="DIR", help="month keys, where not in the directory")
    verify.add_argument("--retention-keys", type=Path, metavar="FILE", help="who may destroy month keys (PEM)")
    return parser.parse_args(argv)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise VerifyError(str(path), "cannot be read") from error


def _keys(path: Path | None) -> Keys | None:
    return keys_of_pem(_read(path), str(path)) if path else None


def _policy(path: Path | None) -> Policy | None:
    if path is None:
        return None
    try:
        return parse_policy(_read(path))
    except PolicyError as error:
        raise VerifyError(str(path), str(error)) from error


def _seal_key(path: Path | None) -> ec.EllipticCurvePrivateKey | None:
    if path is None:
        return None
    try:
        loose = os.stat(path).st_mode & 0o077
        key = serialization.load_pem_private_key(_read(path), None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise VerifyError(str(path), "is no private key without a password") from error
    if loose:
        raise VerifyError(str(path), "is open to others than its owner")
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise VerifyError(str(path), "is not a key on P-256")
    return key


def _trust(arguments: argparse.Namespace) -> Trust:
    vkey = arguments.vkey
    return Trust(
        vkey=_read(vkey).decode("utf-8", "replace").strip() if vkey else None,
        policy=_policy(arguments.witness_policy),
        anchor=_keys(arguments.registry_anchor),
        seal_key=_seal_key(arguments.oversight_key),
        month_keys=arguments.month_keys,
        retention=_keys(arguments.retention_keys),
    )


def _shown(text: str) -> str:
    """Text without anything that a terminal would act on."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def _say(line: str) -> None:
    sys.stdout.write(_shown(line) + "\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point of ``rabta-audit``."""
    os.umask(0o077)
    arguments = _arguments(argv)
    try:
        verify_directory(arguments.directory, _trust(arguments), _say)
    except VerifyError as error:
        sys.stdout.flush()
        sys.stderr.write(f"FAILED  {_shown(str(error))}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
