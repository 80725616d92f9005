/**
 * What devices say to the cloud: CloudEvents 1.0 in JSON structured mode, written and read by
 * streaming, without reflection.
 *
 * <p>Every message has a golden file; a version that was ever sent is readable for ever. See
 * docs/wire.md.
 */
@NullMarked
package dev.sitewarden.domain.wire;

import org.jspecify.annotations.NullMarked;
