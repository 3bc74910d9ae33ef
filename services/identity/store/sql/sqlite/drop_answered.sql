-- Answers of before the last day.
delete from answered where until_ms <= ?
