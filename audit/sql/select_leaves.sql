SELECT idx, body, sealed FROM leaf WHERE idx >= ? AND idx < ? ORDER BY idx
