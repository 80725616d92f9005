package dev.sitewarden.edge.incident;

import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.edge.disk.WriteMeter;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The incidents that this device has accepted and not yet seen through, one file each. An incident
 * is accepted once its file is on the disk. Any thread.
 */
public final class Journal {
  private static final Logger LOG = System.getLogger(Journal.class.getName());
  private static final String SUFFIX = ".json";

  private static final String KIND = "journal";

  private final Path folder;
  private final WriteMeter meter;
  private final Map<IncidentId, IncidentRecord> incidents = new LinkedHashMap<>();

  private Journal(Path folder, WriteMeter meter) {
    this.folder = folder;
    this.meter = meter;
  }

  /**
   * Reads what a folder holds; a file that is no journal entry is left alone and reported.
   *
   * @throws java.io.UncheckedIOException if the folder cannot be used
   */
  public static Journal open(Path folder, WriteMeter meter) {
    Journal journal = new Journal(DurableFile.folder(folder), meter);
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .sorted()
          .forEach(journal::read);
    } catch (IOException e) {
      throw DurableFile.failed("read", folder, e);
    }
    return journal;
  }

  private void read(Path file) {
    try {
      IncidentRecord incident = IncidentRecordCodec.read(Files.readAllBytes(file));
      incidents.put(incident.id(), incident);
    } catch (IllegalArgumentException e) {
      LOG.log(
          Level.WARNING, "{0} is no journal entry and is left alone: {1}", file, e.getMessage());
    } catch (IOException e) {
      throw DurableFile.failed("read", file, e);
    }
  }

  /** Accepts an incident, or changes what is known of it; it is on the disk when this returns. */
  synchronized void write(IncidentRecord incident) {
    byte[] content = IncidentRecordCodec.write(incident);
    DurableFile.write(file(incident.id()), content);
    meter.wrote(KIND, content.length, 2); // the file and its folder
    incidents.put(incident.id(), incident);
  }

  /** Changes what is known of an incident, if it is here. */
  synchronized void change(IncidentId incident, UnaryOperator<IncidentRecord> change) {
    find(incident).map(change).ifPresent(this::write);
  }

  synchronized Optional<IncidentRecord> find(IncidentId incident) {
    return Optional.ofNullable(incidents.get(incident));
  }

  /** Oldest first. */
  public synchronized List<IncidentRecord> all() {
    return List.copyOf(incidents.values());
  }

  /** Whether the step needs not be done again. */
  public synchronized boolean isDone(IncidentId incident, Step step) {
    return find(incident).map(known -> known.done().contains(step)).orElse(false);
  }

  /** Remembers that a step is done; an incident that is not here has nothing to remember. */
  public synchronized void done(IncidentId incident, Step step) {
    find(incident)
        .filter(known -> !known.done().contains(step))
        .ifPresent(known -> write(known.with(step)));
  }

  /** Forgets an incident. */
  synchronized void remove(IncidentId incident) {
    DurableFile.remove(file(incident));
    meter.wrote(KIND, 0, 1);
    incidents.remove(incident);
  }

  private Path file(IncidentId incident) {
    return folder.resolve(incident + SUFFIX);
  }
}
