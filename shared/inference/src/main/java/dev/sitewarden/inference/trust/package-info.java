/**
 * Whom a model package comes from and whether it is harmless, decided before anything else reads
 * it.
 *
 * <p>In come the bytes of a package and the public key of whoever may sign models; out comes the
 * list of its files with their digests, or one sentence that says why it is refused. Signatures
 * follow OpenSSF Model Signing 1.0: a sigstore bundle with a DSSE envelope around an in-toto
 * statement. Plain Java; any thread.
 */
@NullMarked
package dev.sitewarden.inference.trust;

import org.jspecify.annotations.NullMarked;
