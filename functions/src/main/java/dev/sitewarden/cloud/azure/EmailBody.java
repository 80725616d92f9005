package dev.sitewarden.cloud.azure;

import dev.sitewarden.cloud.notify.Captions;
import dev.sitewarden.cloud.notify.Message;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;

/**
 * An e-mail as people see it: plain HTML with its styles at the elements, as mail programs want it.
 * Everything that somebody could have written is escaped.
 *
 * <p>The service has no inline attachments in this version, so the picture is within the text,
 * which some mail programs show, and attached, which all of them do.
 */
final class EmailBody {
  /** A picture that is larger is attached only. */
  private static final int LARGEST_INLINE = 512 * 1024;

  private EmailBody() {}

  static String html(Message message, Optional<byte[]> jpeg) {
    Captions captions = message.captions();
    return """
        <!doctype html><html lang="%s"><body style="margin:0;background:#f3f4f2;color:#171b1d;font:16px/1.5 sans-serif">
        <div style="max-width:36em;margin:0 auto;padding:24px">
        <h1 style="font-size:20px;margin:0 0 12px">%s</h1>
        %s<p style="margin:0 0 16px">%s</p>
        <p style="margin:0">%s%s</p>
        </div></body></html>
        """
        .formatted(
            captions.language().tag(),
            escaped(message.subject()),
            picture(jpeg, captions),
            escaped(message.text()),
            message
                .acknowledge()
                .map(link -> button(link, captions.acknowledge(), "#f5a70b"))
                .orElse(""),
            button(message.incident(), captions.look(), "#e9ebe8"));
  }

  private static String picture(Optional<byte[]> jpeg, Captions captions) {
    return jpeg.filter(bytes -> bytes.length <= LARGEST_INLINE)
        .map(
            bytes ->
                ("<img alt=\"%s\" style=\"width:100%%;border-radius:8px\""
                        + " src=\"data:image/jpeg;base64,%s\">\n")
                    .formatted(
                        escaped(captions.picture()), Base64.getEncoder().encodeToString(bytes)))
        .orElse("");
  }

  private static String button(URI link, String words, String colour) {
    return ("<a href=\"%s\" style=\"display:inline-block;padding:12px 20px;margin:0 8px 8px 0;"
            + "background:%s;color:#1f1600;text-decoration:none;border-radius:8px\">%s</a>")
        .formatted(escaped(link.toString()), colour, escaped(words));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
