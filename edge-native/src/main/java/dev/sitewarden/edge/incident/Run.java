package dev.sitewarden.edge.incident;

import java.time.Instant;

/**
 * One pass over a recording.
 *
 * @param source file it reads
 * @param camera whose recording that is
 * @param epoch capture instant of its first frame
 * @param started when the pass began
 */
public record Run(String source, String camera, Instant epoch, Instant started) {}
