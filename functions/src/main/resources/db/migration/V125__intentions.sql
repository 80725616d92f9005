-- Other requests than decisions are carried out once, too: what is noted is the incident that was decided on, or the hold that was placed.
alter table idempotency_key drop constraint idempotency_key_incident_id_fkey;
