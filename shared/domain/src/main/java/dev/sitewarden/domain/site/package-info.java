/**
 * Names of what is watched and of who watches it, and how fast they should look. Depends on
 * nothing.
 */
@NullMarked
package dev.sitewarden.domain.site;

import org.jspecify.annotations.NullMarked;
