/**
 * How the device's commands describe their options. Nothing comes in or goes out; the thread is the
 * command line's.
 */
@NullMarked
package dev.sitewarden.edge.command;

import org.jspecify.annotations.NullMarked;
