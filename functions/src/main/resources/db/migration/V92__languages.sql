-- What people are told in: a language that there are texts in.
alter table contact add column language varchar(8) not null default 'EN';

-- The words of a message are written when it is routed, as it is then known who reads them.
alter table notification
  add column language varchar(8) not null default 'EN',
  alter column subject drop not null,
  alter column text    drop not null;
