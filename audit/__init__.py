"""The log that its own operator cannot rewrite: tree, notes, checkpoints, writer, witnesses, export, verifier.
May import: standard library, cryptography, aiohttp (witness and cosign). Nothing of the project outside itself."""
