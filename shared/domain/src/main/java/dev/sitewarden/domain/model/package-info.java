/**
 * What a model is: its labels, its card, its digest. Pure values; any thread.
 *
 * <p>A card comes in from a model package and goes out to whoever feeds the model or judges it; the
 * files are read and written by {@code dev.sitewarden.inference}.
 */
@NullMarked
package dev.sitewarden.domain.model;

import org.jspecify.annotations.NullMarked;
