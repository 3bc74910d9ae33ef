-- The next statement of an agency, its content sealed.
insert into refusals values (?1, ?2, ?3, ?4, ?5, ?6)
