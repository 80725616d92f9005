package dev.sitewarden.domain.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IdentifiersTest {
  private static final Pattern RULE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  @Property(seed = "20261129")
  void aNamePassesAsTheRuleSays(@ForAll("names") String name) {
    boolean isSafe = RULE.matcher(name).matches();

    if (isSafe) {
      assertThat(Identifiers.require("name", name)).isEqualTo(name);
    } else {
      assertThatThrownBy(() -> Identifiers.require("name", name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("got '%s'", name);
    }
  }

  /** Also characters next to good ones in their code, line ends, letters and digits of others. */
  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> good = Arbitraries.strings().withChars("azAZ09").ofMaxLength(66);
    Arbitrary<String> any =
        Arbitraries.strings().withChars("az`{AZ@[09/:._-, \n\u00e4\u0663").ofMaxLength(3);
    return Arbitraries.oneOf(good, any.flatMap(head -> good.map(tail -> head + tail)));
  }

  @Example
  void sixtyFourCharactersAreEnough() {
    assertThat(Identifiers.require("name", "a".repeat(64))).hasSize(64);
    assertThatThrownBy(() -> Identifiers.require("name", "a".repeat(65)))
        .hasMessageStartingWith("name must be 1..64 letters");
  }
}
