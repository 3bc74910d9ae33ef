-- Until when a lead is offered, and by which act.
-- ?1 alert
SELECT until_ms, act, body FROM lead_offer WHERE alert = ?1
