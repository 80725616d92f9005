/**
 * The log that cannot be changed unnoticed: every change, and every access to evidence.
 *
 * <p>In: events of other stages, inside the transaction that makes them. Out: hash-chained records,
 * signed anchors outside the database, verification, reports. Event loop threads; files on worker
 * threads.
 */
@NullMarked
package dev.sitewarden.cloud.audit;

import org.jspecify.annotations.NullMarked;
