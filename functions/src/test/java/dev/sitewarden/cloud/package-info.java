/**
 * Tests of the whole cloud, by HTTP, with a real PostgreSQL: {@link dev.sitewarden.cloud.Device}s
 * report, {@link dev.sitewarden.cloud.Person}s look and decide.
 */
@NullMarked
package dev.sitewarden.cloud;

import org.jspecify.annotations.NullMarked;
