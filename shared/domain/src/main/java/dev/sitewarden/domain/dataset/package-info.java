/**
 * What people know about pictures: labelled frames, snapshots of many, and the formats in which
 * others keep them.
 *
 * <p>In come verdicts and foreign files, out go COCO files. Pure values; codecs stream and hold no
 * state; any thread.
 */
@NullMarked
package dev.sitewarden.domain.dataset;

import org.jspecify.annotations.NullMarked;
