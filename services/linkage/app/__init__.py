"""Use cases of the link graph: admit, decide rights, wait for freshness, ask, finish. Domain in, domain out."""
