-- ?1 receiver, ?2 feed, ?3 since, ?4 kept: of pages that began at one number the newest stay.
DELETE FROM issued
WHERE receiver = ?1 AND feed = ?2 AND since = ?3 AND place NOT IN (
  SELECT place FROM issued WHERE receiver = ?1 AND feed = ?2 AND since = ?3 ORDER BY place DESC LIMIT ?4
)
