-- What is counted up to a day that is over.
SELECT officer, reason, "case", beyond, min(sum(count), 4294967295) FROM refused WHERE day <= :day
GROUP BY officer, reason, "case", beyond;
