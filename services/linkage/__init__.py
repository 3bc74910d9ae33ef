"""Link graph: feeds, projection of records, decisions on who is one person, and network questions.

May import access, edge, client, membership, signing, and the graph room. Never another service.
"""
