/**
 * How a request is refused: RFC 9457 problem documents with a stable {@code code}.
 *
 * <p>In: {@link ProblemException} from any capability, and what the HTTP layer itself refuses. Out:
 * {@code application/problem+json}. Runs on the request's thread; knows no capability.
 */
@NullMarked
package dev.sitewarden.cloud.problem;

import org.jspecify.annotations.NullMarked;
