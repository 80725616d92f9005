-- Each of the other systems that are told is a channel of its own: webhook:NAME.
alter table notification alter column channel type varchar(48);
