/** How devices are judged, by themselves and through the running cloud. */
@NullMarked
package dev.sitewarden.cloud.device;

import org.jspecify.annotations.NullMarked;
