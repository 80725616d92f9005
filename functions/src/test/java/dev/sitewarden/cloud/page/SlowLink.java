package dev.sitewarden.cloud.page;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A link as there is one at the edge of a site: 50 kB a second, 400 ms until the first byte. Notes
 * what goes over it. One thread.
 */
final class SlowLink {
  private static final int BYTES_A_SECOND = 50_000;
  private static final Duration LATENCY = Duration.ofMillis(400);

  private final Map<String, String> open = new HashMap<>();
  private final List<Transfer> transfers = new ArrayList<>();

  /** Something that came over the link; {@code bytes} as they were sent, headers included. */
  record Transfer(String url, long bytes) {
    /** Whether it is a page's file, and not a page, data or a picture. */
    boolean isFile() {
      return url.contains("/s/");
    }

    boolean isPicture() {
      return url.contains("/evidence/");
    }
  }

  private SlowLink() {}

  /** From here on the page is reached over such a link. */
  static SlowLink to(Page page) {
    SlowLink link = new SlowLink();
    CDPSession session = page.context().newCDPSession(page);
    session.on("Network.responseReceived", link::answered);
    session.on("Network.loadingFinished", link::finished);
    session.send("Network.enable");
    JsonObject conditions = new JsonObject();
    conditions.addProperty("offline", false);
    conditions.addProperty("latency", LATENCY.toMillis());
    conditions.addProperty("downloadThroughput", BYTES_A_SECOND);
    conditions.addProperty("uploadThroughput", BYTES_A_SECOND);
    session.send("Network.emulateNetworkConditions", conditions);
    return link;
  }

  private void answered(JsonObject event) {
    JsonObject response = event.getAsJsonObject("response");
    boolean isHere =
        response.get("fromDiskCache").getAsBoolean()
            || response.get("fromServiceWorker").getAsBoolean();
    if (!isHere) {
      open.put(event.get("requestId").getAsString(), response.get("url").getAsString());
    }
  }

  private void finished(JsonObject event) {
    String url = open.remove(event.get("requestId").getAsString());
    long bytes = event.get("encodedDataLength").getAsLong();
    if (url != null && bytes > 0) {
      transfers.add(new Transfer(url, bytes));
    }
  }

  /** What came since the last call. */
  List<Transfer> taken() {
    List<Transfer> all = List.copyOf(transfers);
    transfers.clear();
    return all;
  }
}
