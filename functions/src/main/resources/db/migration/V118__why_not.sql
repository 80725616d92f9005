-- Why nobody was told, as a code and its values, so that a timeline says it in its reader's language; lines from before have the text alone.
alter table incident_change add column why_not text;
