-- What grants name a person by, as soon as he noted his contact himself: at Entra an object id, while plans name him as he signs in.
alter table contact add column granted_as varchar(128);
