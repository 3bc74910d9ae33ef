"""The log that its own operator cannot rewrite: tree, notes, checkpoints, writer, witnesses, export, verifier."""
