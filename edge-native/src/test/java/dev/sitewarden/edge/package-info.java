/** Tests of the edge, against the real hub emulator. */
@NullMarked
package dev.sitewarden.edge;

import org.jspecify.annotations.NullMarked;
