/**
 * Edit decision lists, CMX3600: which part of which recording is shown when.
 *
 * <p>In and out: text in the dialects of Avid, Premiere and Nucoda. Plain Java; the caller's
 * thread.
 */
@NullMarked
package dev.sitewarden.domain.edl;

import org.jspecify.annotations.NullMarked;
