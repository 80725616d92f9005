/**
 * {@code edge doctor}: what is wrong on this device, and what to do about it.
 *
 * <p>In come the settings that {@code edge run} takes; out goes one line a finding, with a remedy
 * unless all is well. Runs on the calling thread, beside a running edge too: it disturbs neither
 * its connection nor its state folder.
 */
@NullMarked
package dev.sitewarden.edge.doctor;

import org.jspecify.annotations.NullMarked;
