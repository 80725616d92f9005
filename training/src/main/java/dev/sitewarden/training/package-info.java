/**
 * Labelled pictures come in, a model package goes out: {@code dataset -> picture -> network ->
 * learning -> scoring -> packaging}, each importing only from its left; this package holds the
 * commands and sees everyone.
 */
@NullMarked
package dev.sitewarden.training;

import org.jspecify.annotations.NullMarked;
