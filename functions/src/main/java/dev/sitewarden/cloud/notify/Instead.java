package dev.sitewarden.cloud.notify;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who is told of what falls into a gap of an on-call plan, that it be told to somebody. */
sealed interface Instead {

  /** One person, by all his ways. */
  record One(String person) implements Instead {
    @Override
    public String names() {
      return person;
    }
  }

  /** All who have a mailbox and decide at the site, by e-mail: nobody of them is on call. */
  record Mailboxes(List<ContactEntity> people) implements Instead {
    /** More than look after any site; a mistake in grants must not become a flood. */
    private static final int MOST = 50;

    private static final int MOST_NAMED = 5;

    public Mailboxes {
      people = List.copyOf(people);
    }

    /** Of these people, if there are any; of very many the first. */
    static Optional<Instead> of(List<ContactEntity> people) {
      return people.isEmpty()
          ? Optional.empty()
          : Optional.of(new Mailboxes(people.stream().limit(MOST).toList()));
    }

    @Override
    public String names() {
      String named =
          people.stream()
              .limit(MOST_NAMED)
              .map(contact -> contact.person)
              .collect(Collectors.joining(", "));
      int more = people.size() - MOST_NAMED;
      return more > 0 ? "%s, + %d".formatted(named, more) : named;
    }
  }

  /** Who that is; of many the first. */
  String names();
}
