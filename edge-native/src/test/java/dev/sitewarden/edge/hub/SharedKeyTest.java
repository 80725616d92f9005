package dev.sitewarden.edge.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SharedKeyTest {
  /** Base64 of "secret-key-01"; no account's. */
  private static final SharedKey KEY = new SharedKey("myaccount", "c2VjcmV0LWtleS0wMQ==");

  /** The example of "Authorize with Shared Key", section "Constructing the string". */
  @Test
  void textThatIsSignedIsThatOfMicrosoftsExample() {
    BlobRequest request =
        BlobRequest.get(
            URI.create("https://myaccount.blob.core.windows.net/mycontainer"),
            Map.of("comp", "metadata", "restype", "container", "timeout", "20"));

    String text =
        KEY.stringToSign(
            request,
            new TreeMap<>(
                Map.of(
                    "x-ms-date", "Fri, 26 Jun 2015 23:39:12 GMT", "x-ms-version", "2015-02-21")));

    assertThat(text)
        .isEqualTo(
            "GET\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:Fri, 26 Jun 2015 23:39:12 GMT\nx-ms-version:2015-02-21\n/myaccount/mycontainer\ncomp:metadata\nrestype:container\ntimeout:20");
  }

  /** Signature computed with OpenSSL over the text that Microsoft's document prescribes. */
  @Test
  void blobIsPutWithADatedSignature() {
    BlobRequest request =
        BlobRequest.put(
            URI.create("http://blobs:11002/myaccount/evidence/pi-1/a%20b.jpg"),
            Map.of(),
            Map.of("x-ms-blob-type", "BlockBlob", "x-ms-blob-content-type", "image/jpeg"),
            BodyPublishers.ofString("hello"));

    HttpRequest signed = KEY.allow(request, Instant.parse("2026-01-02T08:00:00Z")).build();

    assertThat(signed.headers().firstValue("x-ms-date")).contains("Fri, 02 Jan 2026 08:00:00 GMT");
    assertThat(signed.headers().firstValue("Authorization"))
        .contains("SharedKey myaccount:yx1qwObewBYvZ1+DGIQ7J/zYsHcUqmQRNihajEIia0A=");
  }

  @Test
  void keyIsNeverShown() {
    assertThat(KEY.toString()).isEqualTo("the key of storage account myaccount");
    assertThat(new SharedAccess("sv=1&sig=secret").toString()).doesNotContain("secret");
  }
}
