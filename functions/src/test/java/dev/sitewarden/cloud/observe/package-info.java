/** What the process tells about itself, asked of the running cloud. */
@NullMarked
package dev.sitewarden.cloud.observe;

import org.jspecify.annotations.NullMarked;
