package dev.sitewarden.edge.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.ZoneId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTest {
  private static final System.Logger LOG = System.getLogger("dev.sitewarden.edge.capture.Test");
  private static final CameraId GATE = new CameraId("gate");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @AfterEach
  void giveBack() throws IOException {
    Thread.setDefaultUncaughtExceptionHandler(null);
    LogManager.getLogManager().readConfiguration();
  }

  @Test
  void textIsOneLineWithIdsAsFields() {
    Log.to(LogFormat.TEXT, out);

    LOG.log(Level.WARNING, "camera {0} is lost: {1}", GATE, "no route\nto host");

    assertThat(out.toString(UTF_8))
        .matches(
            "\\d{4}-.*\\.\\d{3}Z WARN  edge.capture.Test: camera gate is lost: no route \\| to host camera=gate\n");
  }

  @Test
  void jsonIsOneObjectALine() throws IOException {
    Log.to(LogFormat.JSON, out);

    LOG.log(Level.INFO, "zone {1} of {0} says \"{2}\"", GATE, new ZoneId("hazard"), "a\nb\u0001");

    assertThat(out.toString(UTF_8).lines()).hasSize(1);
    assertThat(fields())
        .containsEntry("level", "INFO")
        .containsEntry("logger", "edge.capture.Test")
        .containsEntry("message", "zone hazard of gate says \"a\nb\u0001\"")
        .containsEntry("camera", "gate")
        .containsEntry("zone", "hazard");
  }

  @Test
  void causeIsKeptAndItsSecretsAreNot() throws IOException {
    Log.to(LogFormat.JSON, out);

    LOG.log(
        Level.ERROR,
        "giving up",
        new UncheckedIOException(new IOException("rtsp://admin:hunter2@10.0.0.5/ refused")));

    assertThat(fields().get("cause"))
        .contains("UncheckedIOException")
        .contains("rtsp://***10.0.0.5/ refused")
        .contains("LogTest")
        .doesNotContain("hunter2");
  }

  @Test
  void threadThatEndsByAMistakeSaysSo() throws InterruptedException {
    Log.to(LogFormat.TEXT, out);

    Thread thread =
        Thread.ofPlatform()
            .name("media")
            .start(
                () -> {
                  throw new IllegalStateException("broken");
                });
    thread.join();

    assertThat(out.toString(UTF_8))
        .contains(
            "ERROR edge.log.Log: thread media ended | java.lang.IllegalStateException: broken")
        .containsOnlyOnce("\n");
  }

  @Test
  void diskThatIsFullBreaksNobodyWhoLogs() {
    Log.to(
        LogFormat.TEXT,
        new OutputStream() {
          @Override
          public void write(int single) throws IOException {
            throw new IOException("no space left on device");
          }
        });

    LOG.log(Level.WARNING, "camera {0} is lost", GATE);

    assertThat(out.size()).isZero();
  }

  @Test
  void wrongPatternIsSaidAsItStands() {
    Log.to(LogFormat.TEXT, out);

    LOG.log(Level.INFO, "a {brace} of {0}", GATE);

    assertThat(out.toString(UTF_8)).contains("a {brace} of {0} camera=gate");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "opening rtsp://admin:p@ss@10.0.0.5/a | opening rtsp://***10.0.0.5/a",
        "HostName=h;DeviceId=d;SharedAccessKey=abc+/= | HostName=h;DeviceId=d;SharedAccessKey=***",
        "SharedAccessSignature sr=h&sig=aB%3d&se=1 | SharedAccessSignature sr=h&sig=***&se=1",
        "PUT https://b/c?sv=1&sig=xyz done | PUT https://b/c?sv=1&sig=*** done",
        "Authorization: Bearer abc.def next | Authorization: *** next",
        "token=abc, password: def | token=***, password: ***",
        "camera gate designs 3 zones at 10:00 | camera gate designs 3 zones at 10:00"
      })
  void secretsAreBlottedOut(String said, String written) {
    assertThat(Redaction.of(said)).isEqualTo(written);
  }

  private Map<String, String> fields() throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser json = new JsonFactory().createParser(out.toByteArray())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isScalarValue()) {
          fields.put(String.valueOf(json.currentName()), json.getText());
        }
      }
    }
    return fields;
  }
}
