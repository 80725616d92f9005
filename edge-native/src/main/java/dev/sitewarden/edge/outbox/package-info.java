/**
 * What the device has to say and has not yet been able to: durable, in order, bounded.
 *
 * <p>In come events and files of evidence; each is on the disk when the call returns, or is refused
 * with one sentence. Out they go through an {@code Uplink}, which the hub implements, each on its
 * lane's own virtual thread, until the hub has them. Each class of message has a lane and a share
 * of the disk: incidents go first and stay for ever, counts and health grow old, and a clip on its
 * way never holds up an alarm.
 */
@NullMarked
package dev.sitewarden.edge.outbox;

import org.jspecify.annotations.NullMarked;
