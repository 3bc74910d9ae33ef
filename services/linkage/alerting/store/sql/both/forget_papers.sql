-- What an offered lead is about, when the lead goes.
-- ?1 alert
DELETE FROM lead_paper WHERE alert = ?1
