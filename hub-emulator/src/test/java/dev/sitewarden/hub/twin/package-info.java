/** Tests of twins below the wire. */
@NullMarked
package dev.sitewarden.hub.twin;

import org.jspecify.annotations.NullMarked;
