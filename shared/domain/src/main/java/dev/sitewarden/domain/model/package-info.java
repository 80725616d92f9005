/** What a model is: its labels, its card, its digest. Pure values; any thread. */
@NullMarked
package dev.sitewarden.domain.model;

import org.jspecify.annotations.NullMarked;
