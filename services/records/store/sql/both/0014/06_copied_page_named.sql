-- By what its owner calls it.
CREATE INDEX copied_page_named ON copied_page (agency, feed, page_number)
