-- Page headers that proofs name.
-- ?1 pages (list) -> page, sha256, header, signature
SELECT p.page, p.sha256, p.header, p.signature
FROM numbers(?1) AS j
JOIN page AS p ON p.page = j.value
