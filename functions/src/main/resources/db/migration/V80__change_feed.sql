-- What a change costs: an incident's row, with its many indexes, is not written again to say that it is news.

-- Each incident's place in the order of all changes; no two have the same.
create table incident_news_item (
  incident_id uuid   primary key,
  number      bigint not null unique
);
insert into incident_news_item (incident_id, number)
  select id, row_number() over (order by news, id) from incident;
update incident_news
  set last = greatest(last, (select coalesce(max(number), 0) from incident_news_item));
alter table incident drop column news;

-- Lines of timelines are numbered one by one as they are written, many in one statement.
alter sequence incident_change_seq increment by 1;
