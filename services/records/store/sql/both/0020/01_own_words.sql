-- Classes did not say what a record is to the officers of its own agency: each is judged again.
INSERT INTO raised (record, until_ms)
SELECT head.record, 0 FROM head WHERE head.status IN ('ACTIVE', 'CORRECTED')
ON CONFLICT (record) DO UPDATE SET until_ms = 0
