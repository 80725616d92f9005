/**
 * How devices are, at a glance.
 *
 * <p>In: what ingest noted and stored of every device, and where devices stand. Out: one page of
 * devices with what ails them, the worst first, under {@code /api/v1/devices}. Event loop threads.
 */
@NullMarked
package dev.sitewarden.cloud.device;

import org.jspecify.annotations.NullMarked;
