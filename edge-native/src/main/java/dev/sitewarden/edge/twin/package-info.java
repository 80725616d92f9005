/**
 * What this device tells the hub about itself: an answer to each desired property, after IoT Plug
 * and Play. Plain values; any thread.
 */
@NullMarked
package dev.sitewarden.edge.twin;

import org.jspecify.annotations.NullMarked;
