/**
 * Evidence of incidents: files that show what happened.
 *
 * <p>Files go out through {@link dev.sitewarden.edge.media.EvidenceSink}, which a stage on the
 * right implements.
 */
@NullMarked
package dev.sitewarden.edge.media;

import org.jspecify.annotations.NullMarked;
