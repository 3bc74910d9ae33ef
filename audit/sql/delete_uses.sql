-- Uses that are older than the longest window: times only rise, so nothing is read past the first row that stays.
DELETE FROM uses WHERE first_idx < coalesce(
  (SELECT first_idx FROM uses WHERE newest_ms > ? ORDER BY first_idx LIMIT 1), 9223372036854775807)
