-- Case files that carry a case number now: whose they are and what they say of the case.
-- ?1 token -> record, agency, kind, klass, people, cases, facts
SELECT h.record, h.agency, h.kind, h.klass, h.people, h.cases, h.facts
FROM case_token AS c
JOIN head AS h ON h.record = c.record
WHERE c.token = ?1 AND c.file = 1 AND c.until_ms = 9223372036854775807
ORDER BY h.record
