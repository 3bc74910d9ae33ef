"""A synthetic federation's world: people who do not exist, what happens to them, and the files agencies export of it.

It writes files and plain dicts; other rooms read them as they would read real ones.
"""
