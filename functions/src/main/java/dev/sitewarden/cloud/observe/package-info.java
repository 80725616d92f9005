/**
 * What the process tells about itself: legs of a trace, fields of a log line, whether it is well.
 *
 * <p>In: places in a trace, as messages and rows carry them. Out: spans, to whatever exporter is
 * set up. Any thread, nothing blocks. OpenTelemetry's types end here; Micrometer's do not, as its
 * registry is what each stage counts with.
 */
@NullMarked
package dev.sitewarden.cloud.observe;

import org.jspecify.annotations.NullMarked;
