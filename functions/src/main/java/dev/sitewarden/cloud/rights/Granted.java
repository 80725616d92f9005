package dev.sitewarden.cloud.rights;

import dev.sitewarden.cloud.sql.Sql;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody was granted: a role, and where it holds as devices are placed now. */
record Granted(String person, Role role, Sight where) {
  private static final String GRANTED =
      """
      select person, role, 'everywhere', '', '' from access_grant
        where person in (:people) and everywhere
      union all
      select grants.person, grants.role, 'site', grants.site, coalesce(place.device, '')
        from access_grant grants left join device_site place on place.site = grants.site
        where grants.person in (:people) and grants.site is not null
      union all
      select person, role, 'camera', unnest(cameras), '' from access_grant
        where person in (:people)
      """;

  /** All grants of these people, as grants name them; inside the caller's session. */
  static Uni<List<Granted>> to(Collection<String> people) {
    return people.isEmpty()
        ? Uni.createFrom().item(List.of())
        : Sql.of(GRANTED)
            .with("people", people)
            .list(Object[].class)
            .map(rows -> rows.stream().flatMap(Granted::read).toList());
  }

  private static Stream<Granted> read(Object[] row) {
    return Role.parse(String.valueOf(row[1]))
        .map(role -> new Granted(String.valueOf(row[0]), role, where(row)))
        .stream();
  }

  private static Sight where(Object[] row) {
    String place = String.valueOf(row[3]);
    return switch (String.valueOf(row[2])) {
      case "everywhere" -> Sight.EVERYTHING;
      case "site" ->
          Sight.ofSite(
              place, Optional.of(String.valueOf(row[4])).filter(device -> !device.isEmpty()));
      default -> Sight.ofCamera(place);
    };
  }
}
