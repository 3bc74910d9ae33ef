-- Refused versions of these records, but for the reason. ?1 records (list)
UPDATE quarantine
SET body = x''
WHERE
    (record_id, (SELECT p.agency FROM page AS p WHERE p.page = quarantine.page)) IN (
        SELECT h.record_id, h.agency
        FROM numbers(?1) AS j
        JOIN head AS h ON h.record = j.value
    )
