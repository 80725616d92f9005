package dev.sitewarden.cloud.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.cloud.incident.EscalationLists;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The sites' on-call plans, inside the caller's session or transaction. */
@Singleton
class OnCallPlans implements EscalationLists {
  private static final Logger LOG = Logger.getLogger(OnCallPlans.class);

  private final ObjectMapper json;

  OnCallPlans(ObjectMapper json) {
    this.json = json;
  }

  Uni<List<OnCallEntity>> all() {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createSelectionQuery("from OnCallEntity order by site", OnCallEntity.class)
                    .getResultList());
  }

  /** What can be read: one site's mistake is as if it had no plan, and holds up nobody else. */
  Uni<Map<String, OnCallPlan>> bySite() {
    return all().map(this::readable);
  }

  @Override
  public Uni<Map<String, Integer>> sizes() {
    return bySite().map(OnCallPlans::sizes);
  }

  private static Map<String, Integer> sizes(Map<String, OnCallPlan> plans) {
    Map<String, Integer> sizes = new HashMap<>();
    plans.forEach((site, plan) -> sizes.put(site, plan.escalation().size()));
    return sizes;
  }

  private Map<String, OnCallPlan> readable(List<OnCallEntity> rows) {
    Map<String, OnCallPlan> bySite = new HashMap<>();
    for (OnCallEntity row : rows) {
      try {
        bySite.put(row.site, read(row.plan));
      } catch (IllegalStateException e) {
        LOG.errorf(e, "the on-call plan of %s is not followed", row.site);
      }
    }
    return bySite;
  }

  Uni<Optional<OnCallEntity>> of(String site) {
    return Panache.getSession()
        .flatMap(session -> session.find(OnCallEntity.class, site))
        .map(Optional::ofNullable);
  }

  OnCallPlan read(String plan) {
    try {
      return json.readValue(plan, OnCallPlan.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an on-call plan that was written here cannot be read", e);
    }
  }

  String write(OnCallPlan plan) {
    try {
      return json.writeValueAsString(plan);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plans of records are always writable", e);
    }
  }
}
