"""Identity registry: says the least about a person by the number of a document, under a statute and for a purpose.

Verdicts in the place of values, tokens in the place of numbers; another token for each agency that asks. ``asking`` is
the side that asks one.
"""
