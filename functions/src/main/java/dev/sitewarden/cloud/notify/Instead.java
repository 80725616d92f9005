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
    /** Each of them is a message for every incident: a mistake in grants must not be a flood. */
    private static final int MOST = 5;

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
      return people.stream().map(contact -> contact.person).collect(Collectors.joining(", "));
    }
  }

  /** Who that is. */
  String names();
}
