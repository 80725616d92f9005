package dev.sitewarden.cloud.notify;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a person is reached. */
@Entity
@Table(name = "contact")
class ContactEntity {
  @Id String person;

  /** As E.164 has it: {@code +4930123456}. */
  @Nullable String phone;

  @Nullable String email;

  /** What messages to him are said in. */
  @Enumerated(EnumType.STRING)
  Language language = Language.EN;

  /** What grants name him by; null until he opened or noted his contact himself. */
  @Nullable String grantedAs;

  @Version int version;

  /** For Hibernate alone, which fills every column. */
  @SuppressWarnings("NullAway.Init")
  protected ContactEntity() {}

  ContactEntity(String person) {
    this.person = person;
  }

  /** Whether messages leave the page for him. */
  boolean isReached() {
    return phone != null || email != null;
  }

  /** Whether he is one of those whom grants name. */
  boolean isAmong(Set<String> granted) {
    return granted.contains(person) || (grantedAs != null && granted.contains(grantedAs));
  }

  /** Replaces what is known, and says of which kinds that was a change: never which number. */
  List<String> replace(@Nullable String phone, @Nullable String email, Language language) {
    List<String> changes = new ArrayList<>();
    change("phone", this.phone, phone).ifPresent(changes::add);
    change("email", this.email, email).ifPresent(changes::add);
    change("language", this.language, language).ifPresent(changes::add);
    this.phone = phone;
    this.email = email;
    this.language = language;
    return changes;
  }

  private static Optional<String> change(
      String kind, @Nullable Object before, @Nullable Object after) {
    if (Objects.equals(before, after)) {
      return Optional.empty();
    }
    return Optional.of(
        kind + (before == null ? " noted" : after == null ? " removed" : " changed"));
  }
}
