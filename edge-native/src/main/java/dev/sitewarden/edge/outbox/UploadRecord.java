package dev.sitewarden.edge.outbox;

import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import dev.sitewarden.domain.wire.DeviceMessage.FileStored;
import dev.sitewarden.edge.disk.DurableFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file that waits to be stored and the event that says so. Written as the path below the camera's
 * folder, a line feed, the event's JSON.
 */
record UploadRecord(Path file, CloudEvent stored) {

  static UploadRecord read(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    Path file = Path.of(new String(bytes, 0, end, StandardCharsets.UTF_8));
    byte[] json = Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length);
    return new UploadRecord(file, CloudEventCodec.read(json));
  }

  byte[] toBytes() {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes((file + "\n").getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(CloudEventCodec.write(stored));
    return bytes.toByteArray();
  }

  FileStored announced() {
    if (stored.data() instanceof FileStored file) {
      return file;
    }
    throw new IllegalArgumentException(
        "an upload must announce a stored file, got " + stored.data().type());
  }

  /** Removes the file, which nobody needs any more, and its folder with the last one in it. */
  void removeFile(Path state) {
    Path whole = state.resolve(file);
    DurableFile.remove(whole);
    DurableFile.removeIfEmpty(whole.resolveSibling("."));
  }
}
