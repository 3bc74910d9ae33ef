-- Uses within the last day, oldest first, for memory at the start.
SELECT packed FROM uses ORDER BY first_idx
