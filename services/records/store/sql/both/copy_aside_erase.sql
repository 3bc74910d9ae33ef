-- What is kept aside of these records, but for the reason. ?1 records (list)
UPDATE copy_aside
SET body = x''
WHERE
    (record_id, agency) IN (
        SELECT h.record_id, h.agency
        FROM numbers(?1) AS j
        JOIN head AS h ON h.record = j.value
    )
