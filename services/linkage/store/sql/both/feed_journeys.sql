-- Who travelled, with each document that the same feed says the traveller bore.
-- ?1 agency, empty for all, ?2 from, ?3 before, epoch ms -> agency, edge, journey, at ms, document, empty for none
SELECT a.agency, t.id, t.finish, t.at_ms, coalesce(d.finish, '')
FROM feed_row AS t
JOIN authority AS a ON a.name = t.authority
LEFT JOIN feed_row AS d ON d.one = t.one AND d.one != '' AND d.kind = 'IDENTIFIED_BY'
WHERE t.kind = 'TRAVELLED' AND t.at_ms >= ?2 AND t.at_ms < ?3 AND (?1 = '' OR a.agency = ?1)
ORDER BY t.seq, d.seq
