/**
 * What a person should look at, and how it moves from open to resolved.
 *
 * <p>Pure values and one transition function; the edge opens and ends incidents, only people
 * acknowledge and resolve them.
 */
@NullMarked
package dev.sitewarden.domain.incident;

import org.jspecify.annotations.NullMarked;
