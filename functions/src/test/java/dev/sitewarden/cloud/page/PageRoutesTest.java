package dev.sitewarden.cloud.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Caller;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How pages and their files are handed out: what is asked for each time, and what only once. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class PageRoutesTest {
  private static final Pattern STYLES = Pattern.compile("href=\"(/s/[0-9a-f]{16}/site\\.css)\"");

  private final Caller caller = new Caller();

  @Test
  void aPageIsAskedForEachTimeAndSentOnlyIfItChanged() {
    Answer page = caller.get("/login.html");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'self'");
    assertThat(caller.get("/login.html", "If-None-Match", page.header("ETag")).status())
        .isEqualTo(304);
  }

  @Test
  void aFileOfItsVersionIsKeptForEver() {
    Answer file = caller.get(styles());

    assertThat(file.status()).isEqualTo(200);
    assertThat(file.header("Content-Type")).startsWith("text/css");
    assertThat(file.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
  }

  @Test
  void aFileOfAnotherVersionIsNotKeptAsIfItWereThat() {
    Answer file = caller.get("/s/0123456789abcdef/site.css");

    assertThat(file.status()).isEqualTo(200);
    assertThat(file.header("Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void nothingElseIsReachedThatWay() {
    String version = styles().replace("/site.css", "");

    assertThat(caller.get(version + "/../../application.properties").status()).isEqualTo(404);
    assertThat(caller.get(version + "/index.html").status()).isEqualTo(404);
    assertThat(caller.get(version + "/api/v1/me").status()).isEqualTo(404);
  }

  @Test
  void aPageStillWantsItsPersonSignedIn() {
    assertThat(caller.get("/").status()).isEqualTo(302);
    assertThat(caller.get("/audit/").header("Location")).contains("/login.html?next=");
    assertThat(Person.auditor().get("/audit/").text())
        .contains("<title data-text=\"audit.title\">");
  }

  @Test
  void textIsCompressedForWhoeverUnderstandsIt() {
    byte[] plain = caller.get(styles()).response().body();

    Answer compressed = caller.get(styles(), "Accept-Encoding", "gzip");

    assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(compressed.response().body().length).isLessThan(plain.length / 2);
    assertThat(caller.get("/q/openapi", "Accept-Encoding", "gzip").status()).isEqualTo(200);
    assertThat(
            Person.auditor()
                .get("/api/v1/incidents", "Accept-Encoding", "gzip")
                .header("Content-Encoding"))
        .isEqualTo("gzip");
  }

  private String styles() {
    Matcher link = STYLES.matcher(caller.get("/login.html").text());
    assertThat(link.find()).isTrue();
    return link.group(1);
  }
}
