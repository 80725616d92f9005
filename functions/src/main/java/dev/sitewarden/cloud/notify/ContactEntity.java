package dev.sitewarden.cloud.notify;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
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

  @Version int version;

  /** For Hibernate alone, which fills every column. */
  @SuppressWarnings("NullAway.Init")
  protected ContactEntity() {}

  ContactEntity(String person) {
    this.person = person;
  }
}
