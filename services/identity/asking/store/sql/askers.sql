-- Agencies that want something, each found by one step in the index.
WITH RECURSIVE one (agency) AS (
    SELECT min(agency) FROM wanted
    UNION ALL SELECT (SELECT min(agency) FROM wanted WHERE agency > one.agency) FROM one WHERE one.agency IS NOT NULL
)
SELECT agency FROM one WHERE agency IS NOT NULL
