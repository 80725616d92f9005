-- Where a message to a person stands in the trace that began at the device: each attempt to send it is a span below.
alter table notification add column traceparent varchar(55);
