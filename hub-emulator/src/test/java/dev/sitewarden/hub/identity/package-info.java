/** Tests of the rules of certificates, registry and tokens. */
@NullMarked
package dev.sitewarden.hub.identity;

import org.jspecify.annotations.NullMarked;
