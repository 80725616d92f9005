-- What grants name a person by, as soon as he noted his contact himself: at Entra an object id, while plans name him as he signs in.
alter table contact add column granted_as varchar(128);

-- What the sentence says why a message is not sent, apart from the sentence: JSON, for pages that say it in another language.
alter table notification add column reason_values text;

-- Whether it is told to somebody who is not on call, as nobody is: such messages hold back no alarm of his own.
alter table notification add column told_instead boolean not null default false;
