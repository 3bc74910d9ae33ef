"""The command `rabta`: one file per command group. Data to stdout, everything else to stderr.
May import every room below it, and of a service nothing but what starts it."""
