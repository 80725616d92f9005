-- A camera's newest incidents, as the list asks for them; and the states of messages that are counted every few seconds.

create index incident_newest_of_camera on incident (device, camera, captured_at desc, id desc);
create index notification_failed on notification (created_at) where state = 'FAILED';
create index incident_undecided on incident (severity) where state in ('OPEN', 'ACKNOWLEDGED') and part_of is null;
