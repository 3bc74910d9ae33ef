"""What every store on PostgreSQL needs: an address that is safe, connections, what is checked at start, faults.

asyncpg is imported below this room and stores' own adapters alone, and only where an address is set.
"""
