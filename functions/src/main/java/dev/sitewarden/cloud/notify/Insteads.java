package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.people.Deciders;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who would be told in the gaps of plans as things are now, inside the caller's session. */
@Singleton
class Insteads {
  private final Contacts contacts;
  private final Deciders deciders;
  private final NotifyConfig config;

  Insteads(Contacts contacts, Deciders deciders, NotifyConfig config) {
    this.contacts = contacts;
    this.deciders = deciders;
    this.config = config;
  }

  /** For each of these plans by site, of what a device sees that stands there. */
  Uni<Map<String, Instead>> of(Map<String, OnCallPlan> plans) {
    Set<Deciders.Place> asked =
        plans.entrySet().stream()
            .filter(plan -> plan.getValue().mayFindNobody())
            .map(plan -> wholly(plan.getKey()))
            .collect(Collectors.toSet());
    Uni<List<ContactEntity>> known =
        asked.isEmpty() ? Uni.createFrom().item(List.of()) : contacts.all();
    return known.flatMap(
        people -> deciders.at(asked).map(granted -> instead(plans, people, granted)));
  }

  private static Deciders.Place wholly(String site) {
    return new Deciders.Place(site, Optional.empty());
  }

  private Map<String, Instead> instead(
      Map<String, OnCallPlan> plans,
      Collection<ContactEntity> people,
      Map<Deciders.Place, Set<String>> granted) {
    return plans.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                plan ->
                    Instead.of(
                        plan.getValue(),
                        people,
                        granted.getOrDefault(wholly(plan.getKey()), Set.of()),
                        config.recipient())));
  }
}
