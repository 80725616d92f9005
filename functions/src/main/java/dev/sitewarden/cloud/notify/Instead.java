package dev.sitewarden.cloud.notify;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Who is told of what falls into a gap of an on-call plan, that it be told to somebody. */
sealed interface Instead {

  /** One person, by all his ways. */
  record One(String person) implements Instead {
    @Override
    public List<String> names() {
      return List.of(person);
    }
  }

  /** Those who have a mailbox and decide at the site, by e-mail: nobody of them is on call. */
  record Mailboxes(List<ContactEntity> people) implements Instead {
    /** Each of them is a message for every incident: a mistake in grants must not be a flood. */
    private static final int MOST = 5;

    public Mailboxes {
      people = List.copyOf(people);
    }

    @Override
    public List<String> names() {
      return people.stream().map(contact -> contact.person).toList();
    }
  }

  /**
   * By a plan its first escalation, else those of the contacts who decide, else who is told at
   * sites without a plan.
   *
   * @param deciders as grants name them
   */
  static Instead of(
      OnCallPlan plan,
      Collection<ContactEntity> contacts,
      Set<String> deciders,
      String withoutPlan) {
    return plan.insteadOfNobody()
        .<Instead>map(One::new)
        .orElseGet(() -> deciding(contacts, deciders, withoutPlan));
  }

  private static Instead deciding(
      Collection<ContactEntity> contacts, Set<String> deciders, String withoutPlan) {
    List<ContactEntity> people =
        contacts.stream()
            .filter(contact -> contact.email != null && contact.isAmong(deciders))
            .sorted(Comparator.comparing((ContactEntity contact) -> contact.person))
            .limit(Mailboxes.MOST)
            .toList();
    return people.isEmpty() ? new One(withoutPlan) : new Mailboxes(people);
  }

  /** Who that is. */
  List<String> names();
}
