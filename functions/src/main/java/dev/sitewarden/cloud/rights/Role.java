package dev.sitewarden.cloud.rights;

import java.util.Arrays;
import java.util.Optional;

/** What a person is here for; annotations name roles by the constants in {@link Name}. */
public enum Role {
  SITE_ENGINEER(Name.SITE_ENGINEER),
  AUDITOR(Name.AUDITOR),
  LABELER(Name.LABELER),
  DATA_SCIENTIST(Name.DATA_SCIENTIST),
  IOT_ENGINEER(Name.IOT_ENGINEER),
  ADMIN(Name.ADMIN);

  private final String text;

  Role(String text) {
    this.text = text;
  }

  /** The role's name in tokens, grants and answers. */
  public String text() {
    return text;
  }

  /** The role of this name, if it is one. */
  public static Optional<Role> parse(String text) {
    return Arrays.stream(values()).filter(role -> role.text.equals(text)).findFirst();
  }

  /** Names for {@code @RolesAllowed}, which takes constants only. */
  public static final class Name {
    public static final String SITE_ENGINEER = "site-engineer";
    public static final String AUDITOR = "auditor";
    public static final String LABELER = "labeler";
    public static final String DATA_SCIENTIST = "data-scientist";
    public static final String IOT_ENGINEER = "iot-engineer";
    public static final String ADMIN = "admin";

    private Name() {}
  }
}
