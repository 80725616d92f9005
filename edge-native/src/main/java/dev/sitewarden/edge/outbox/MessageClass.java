package dev.sitewarden.edge.outbox;

import dev.sitewarden.domain.wire.DeviceHealth;
import dev.sitewarden.domain.wire.DeviceMeasured;
import dev.sitewarden.domain.wire.DeviceMessage;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentClosed;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentUpdated;
import dev.sitewarden.domain.wire.DeviceMessage.MediaStored;
import dev.sitewarden.domain.wire.DeviceMessage.OccupancyCounted;
import dev.sitewarden.domain.wire.DeviceMessage.RecordingStored;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What kinds of things wait for the hub, the most urgent first: of events, and then of files. Each
 * has a lane, a share of the disk and perhaps a longest life of its own.
 */
public enum MessageClass {
  /**
   * Incidents that opened, changed and ended. The folder held every kind of event before there were
   * classes: what an older version left there still goes out.
   */
  INCIDENTS("events"),
  /** A piece of an incident's evidence lies in the blob store. */
  MEDIA("media"),
  /** How the device and its cameras are. */
  HEALTH("health"),
  /** How many objects were where. */
  COUNTS("counts"),
  /** A frame to learn from, or a piece of a recording, lies in the blob store. */
  SAMPLES("samples"),
  /** How the device's machine is; a newer one takes the place of all before it. */
  VITALS("vitals"),
  /** Files of evidence; once for every file, as above. */
  EVIDENCE_FILES("uploads"),
  /** Frames to learn from, and pieces of a recording. */
  SAMPLE_FILES("sample-files");

  private final String folder;

  MessageClass(String folder) {
    this.folder = folder;
  }

  static MessageClass of(DeviceMessage event) {
    return switch (event) {
      case IncidentOpened opened -> INCIDENTS;
      case IncidentUpdated updated -> INCIDENTS;
      case IncidentClosed closed -> INCIDENTS;
      case MediaStored stored -> MEDIA;
      case DeviceHealth health -> HEALTH;
      case OccupancyCounted counted -> COUNTS;
      case FrameSampled sampled -> SAMPLES;
      case RecordingStored recorded -> SAMPLES;
      case DeviceMeasured measured -> VITALS;
    };
  }

  /** Of the file that the event will announce. */
  static MessageClass ofFile(DeviceMessage event) {
    return of(event) == MEDIA ? EVIDENCE_FILES : SAMPLE_FILES;
  }

  /** Whether it goes up as a file. */
  boolean isFile() {
    return this == EVIDENCE_FILES || this == SAMPLE_FILES;
  }

  /**
   * Whether what finds no room here is not lost: an incident stays in its journal, and the file of
   * an announcement in its lane.
   */
  boolean isKeptElsewhere() {
    return this == INCIDENTS || this == MEDIA;
  }

  /** Whether only the newest says anything, and those before it need not be delivered. */
  boolean isReplaced() {
    return this == VITALS;
  }

  /** Those that go before it, on the same way. */
  List<MessageClass> moreUrgent() {
    return Arrays.stream(values())
        .filter(other -> other.isFile() == isFile() && other.compareTo(this) < 0)
        .toList();
  }

  /** Those that wait for it. */
  List<MessageClass> lessUrgent() {
    return Arrays.stream(values()).filter(other -> other.moreUrgent().contains(this)).toList();
  }

  /** Where it lies, below the outbox's folder. */
  String folder() {
    return folder;
  }

  /** As it is written in metrics and logs. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
