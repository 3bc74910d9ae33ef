-- The whole row, in the order of the table's columns.
INSERT INTO copied_page (page, agency, feed, page_number, sha256, header, signature)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
