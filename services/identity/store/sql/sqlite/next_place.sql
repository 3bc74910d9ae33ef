-- The next place.
update place set last = last + 1 returning last
