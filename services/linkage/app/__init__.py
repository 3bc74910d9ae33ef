"""Use cases of the link graph: admit, decide rights, wait for freshness, ask, finish. Domain in, domain out.

May import the room's domain, ports, rights, questions and stores; never a message, never another service.
"""
