-- How many claims an agency raised since a time. ?1 speaker, ?2 since ms -> number
SELECT count(*) FROM claim WHERE speaker = ?1 AND raised_ms >= ?2
