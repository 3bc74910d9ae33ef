"""Questions to the link graph, one file each: what is asked, how it is walked, and what was cut.

May import the domain and ports of linkage and the graph's rights; never the wire, the store or an engine.
"""
