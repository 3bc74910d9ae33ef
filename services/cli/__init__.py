"""The command `rabta`: one file per command group. Data to stdout, everything else to stderr."""
