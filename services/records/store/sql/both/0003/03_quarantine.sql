-- Their refused versions, but for the reason.
UPDATE quarantine
SET body = x''
WHERE EXISTS (
    SELECT 1
    FROM page AS p
    JOIN head AS h ON h.agency = p.agency
    WHERE p.page = quarantine.page AND h.record_id = quarantine.record_id AND h.status = 'EXPUNGED'
)
