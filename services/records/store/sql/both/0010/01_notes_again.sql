-- Notes that an identity was misused were classed without whose word they are: each is judged again at once.
INSERT INTO raised (record, until_ms)
SELECT head.record, 0 FROM head WHERE head.kind = 'MISUSED_IDENTITY'
ON CONFLICT (record) DO UPDATE SET until_ms = 0
