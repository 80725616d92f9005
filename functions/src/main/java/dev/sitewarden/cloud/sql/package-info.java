/**
 * SQL where entities do not reach: one statement with its values, many rows of a table at once.
 *
 * <p>In: statements of any stage. Out: rows, in the caller's session and transaction. Event loop
 * threads, nothing blocks.
 */
@NullMarked
package dev.sitewarden.cloud.sql;

import org.jspecify.annotations.NullMarked;
