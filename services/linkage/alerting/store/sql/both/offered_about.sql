-- Leads that are offered about a document.
-- ?1 paper, ?2 now, epoch milliseconds
SELECT lead_paper.alert FROM lead_paper JOIN lead_offer ON lead_offer.alert = lead_paper.alert
WHERE lead_paper.paper = ?1 AND lead_offer.until_ms > ?2 ORDER BY lead_paper.alert
