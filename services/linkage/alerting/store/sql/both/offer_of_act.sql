-- Which lead an act offered.
-- ?1 act
SELECT alert, body FROM lead_offer WHERE act = ?1
