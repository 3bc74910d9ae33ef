-- Page headers that proofs name, as their owners sent them here or as they came with copies.
-- ?1 pages (list) -> page, sha256, header, signature
SELECT p.page, p.sha256, p.header, p.signature
FROM numbers(?1) AS j
JOIN page AS p ON p.page = j.value
UNION ALL
SELECT c.page, c.sha256, c.header, c.signature
FROM numbers(?1) AS j
JOIN copied_page AS c ON c.page = j.value
