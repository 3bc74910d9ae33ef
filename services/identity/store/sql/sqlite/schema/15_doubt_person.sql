-- Questions about one person are counted over all agencies.
create index if not exists doubt_person on doubt (person, kind)
