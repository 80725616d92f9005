/**
 * Starts and wires the cloud: command line, data folder, embedded database, users, sign-in.
 *
 * <p>In: {@code --data}, {@code --port}, configuration. Out: one process that serves on loopback
 * and leaves nothing behind. Sees every other package; nobody sees this one.
 */
@NullMarked
package dev.sitewarden.cloud.app;

import org.jspecify.annotations.NullMarked;
