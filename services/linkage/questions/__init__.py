"""Questions to the link graph, one file each, answered under the caller's rights.

Every hop's WHERE holds the classes that the caller sees, so that what is hidden neither appears nor moves a count, a
rank, a distance or an order.
"""
