package dev.sitewarden.cloud.rights;

import java.util.Set;

/** Something that some roles may do; a person may do it where one of those roles was granted. */
public enum Duty {
  /** See incidents, their evidence, recordings and messages to people. */
  LOOK,
  /** Acknowledge, resolve, reopen. */
  DECIDE,
  /** Take labelled frames away. */
  LEARN,
  /** Read the audit log, export evidence, hold what must not be dropped. */
  AUDIT,
  /** See how devices are. */
  TEND,
  /** See where devices stand, and what they said that was not taken in; play it again. */
  MEND,
  /** Give grants, say where devices stand and how others are reached; counts everywhere only. */
  APPOINT;

  /** Those that have it. */
  public Set<Role> roles() {
    return switch (this) {
      case LOOK -> Set.of(Role.SITE_ENGINEER, Role.AUDITOR, Role.ADMIN);
      case DECIDE -> Set.of(Role.SITE_ENGINEER, Role.ADMIN);
      case LEARN -> Set.of(Role.SITE_ENGINEER, Role.LABELER, Role.DATA_SCIENTIST, Role.ADMIN);
      case AUDIT -> Set.of(Role.AUDITOR, Role.ADMIN);
      case TEND -> Set.of(Role.SITE_ENGINEER, Role.AUDITOR, Role.IOT_ENGINEER, Role.ADMIN);
      case MEND -> Set.of(Role.IOT_ENGINEER, Role.ADMIN);
      case APPOINT -> Set.of(Role.ADMIN);
    };
  }
}
