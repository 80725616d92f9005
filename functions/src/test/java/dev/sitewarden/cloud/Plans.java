package dev.sitewarden.cloud;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/** Plans of who is on call, by the clock of UTC; lists that a test says nothing of are empty. */
public final class Plans {
  private static final List<String> LISTS = List.of("shifts", "standIns", "escalation");

  private Plans() {}

  /** The first plan of a site. */
  public static Answer first(Caller by, String site, String parts) {
    return by.create(path(site), of(parts));
  }

  /** In place of the plan with that ETag. */
  public static Answer next(Caller by, String site, String before, String parts) {
    return by.put(path(site), of(parts), "If-Match", before);
  }

  /** Where a site's plan is. */
  public static String path(String site) {
    return "/api/v1/on-call/" + site;
  }

  /** The whole of it. */
  public static String of(String parts) {
    StringBuilder plan = new StringBuilder("{\"timezone\":\"UTC\",").append(parts);
    for (String list : LISTS) {
      if (!parts.contains("\"%s\":".formatted(list))) {
        plan.append(",\"%s\":[]".formatted(list));
      }
    }
    return plan.append('}').toString();
  }

  /** It has been quiet for an hour, and will be for another. */
  public static String quietAround(Instant now) {
    LocalTime wall = LocalTime.ofInstant(now, ZoneOffset.UTC).withNano(0);
    return "\"quietHours\":{\"from\":\"%s\",\"to\":\"%s\"}"
        .formatted(wall.minusHours(1), wall.plusHours(1));
  }

  /** The site has none any more. */
  public static void forget(String site) {
    Rows.of("delete from on_call_plan where site = ? returning site", site);
  }
}
