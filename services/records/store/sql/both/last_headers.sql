-- The last page of each feed.
-- -> agency, header
SELECT f.agency, p.header
FROM feed_head AS f
JOIN page AS p ON p.agency = f.agency AND p.feed = f.feed AND p.page_number = f.page_number
