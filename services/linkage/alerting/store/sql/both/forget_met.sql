-- That desks were told of a lead, on both sides, when the lead goes.
-- ?1 alert
DELETE FROM lead_met WHERE alert = ?1 OR other = ?1
