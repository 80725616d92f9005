package dev.sitewarden.cloud.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The sites' on-call plans, inside the caller's session or transaction. */
@Singleton
class OnCallPlans {
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

  Uni<Map<String, OnCallPlan>> bySite() {
    return all()
        .map(
            rows ->
                rows.stream().collect(Collectors.toMap(row -> row.site, row -> read(row.plan))));
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
      throw new IllegalStateException("an on-call plan that was written here is no JSON", e);
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
