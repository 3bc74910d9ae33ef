-- Its only row.
INSERT INTO change_head (one, number)
SELECT 1, coalesce(max(changed), 0)
FROM head
