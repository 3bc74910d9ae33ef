-- Of which other leads a desk was told.
-- ?1 alert
SELECT other, body FROM lead_met WHERE alert = ?1 ORDER BY other
