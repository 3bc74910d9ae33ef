"""Link graph: feeds, projection of records, decisions on who is one person, and network questions."""
