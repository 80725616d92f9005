package dev.sitewarden.hub.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.hub.identity.Authenticator.Admission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens as `openssl dgst -sha256 -mac HMAC` signs them, against a registry with a known key. */
final class AuthenticatorTest {
  private static final Instant EXPIRY = Instant.ofEpochSecond(1_800_000_000);
  // sr literal + "\n" + 1800000000, key c2l0ZXdhcmRlbi1sb2NhbC1odWItdGVzdC1rZXkhIQ==
  private static final String ENCODED =
      "SharedAccessSignature sig=jUyTm8EZBKj%2FGsNMXguSeVxGAPXDEyaMaERgntRrmS4%3D&se=1800000000&sr=localhost%2Fdevices%2Fpi-1";
  private static final String LITERAL =
      "SharedAccessSignature sr=localhost/devices/pi-1&sig=ssZeM8whkXlNdC92L5u0vi6ExRDMuG5w%2Fj%2FtzM5aNrs%3D&se=1800000000";

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void writeRegistry() throws Exception {
    Files.writeString(
        folder.resolve("devices.json"),
        """
        {"devices":[
          {"id":"pi-1","status":"enabled","key":"c2l0ZXdhcmRlbi1sb2NhbC1odWItdGVzdC1rZXkhIQ=="},
          {"id":"pi-2","status":"disabled","key":"c2l0ZXdhcmRlbi1sb2NhbC1odWItdGVzdC1rZXkhIQ=="}]}
        """);
  }

  @ParameterizedTest
  @CsvSource({ENCODED, LITERAL})
  void signatureHoldsOverTheScopeAsItWasSent(String token) {
    Admission admission =
        authenticator(EXPIRY.minusSeconds(1)).admit(IdentityId.parse("pi-1"), token);

    assertThat(admission).isEqualTo(new Admission.Granted(IdentityId.parse("pi-1"), EXPIRY));
  }

  @Test
  void tokenIsExpiredFromItsVeryInstantOn() {
    assertRefused(authenticator(EXPIRY).admit(IdentityId.parse("pi-1"), ENCODED), "expired");
  }

  @Test
  void disabledIdentityIsRefused() {
    String token = ENCODED.replace("pi-1", "pi-2");

    assertRefused(
        authenticator(EXPIRY.minusSeconds(1)).admit(IdentityId.parse("pi-2"), token), "disabled");
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense",
    "SharedAccessSignature",
    "SharedAccessSignature sr=localhost/devices/pi-1&se=1800000000",
    "SharedAccessSignature sr=localhost/devices/pi-1&sig=AAAA&se=tomorrow",
    "SharedAccessSignature sr=localhost/devices/pi-1&sig=AAAA&se=99999999999999999999",
    "SharedAccessSignature sr=localhost/devices/pi-1&sig=%ZZ&se=1800000000",
    "SharedAccessSignature sr=%ZZ&sig=AAAA&se=1800000000",
  })
  void malformedTokenIsRefused(String token) {
    assertRefused(
        authenticator(EXPIRY.minusSeconds(1)).admit(IdentityId.parse("pi-1"), token),
        "malformed token");
  }

  @Test
  void registryKeepsKeysAndIsForTheOwnerOnly() throws Exception {
    DeviceRegistry.open(folder, List.of(new DeviceId("pi-3")), List.of(), new SecureRandom());
    String once = Files.readString(folder.resolve("devices.json"));

    DeviceRegistry.open(folder, List.of(new DeviceId("pi-3")), List.of(), new SecureRandom());

    assertThat(folder.resolve("devices.json")).hasContent(once);
    assertThat(once).contains("pi-1", "pi-2", "pi-3");
    for (String file : List.of("devices.json", "connections/pi-1.txt", "connections/pi-3.txt")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
          .as(file)
          .isEqualTo("rw-------");
    }
  }

  private static void assertRefused(Admission admission, String reason) {
    assertThat(admission)
        .isInstanceOfSatisfying(
            Admission.Refused.class, refused -> assertThat(refused.reason()).contains(reason));
  }

  private Authenticator authenticator(Instant now) {
    return new Authenticator(
        DeviceRegistry.open(folder, List.of(), List.of(), new SecureRandom()),
        CertificateAuthority.open(folder, InstantSource.fixed(now)).certificate(),
        InstantSource.fixed(now));
  }
}
