/**
 * The loop: batches come in from a loader thread, weights and checkpoints go out. The caller's
 * thread drives the network.
 */
@NullMarked
package dev.sitewarden.training.learning;

import org.jspecify.annotations.NullMarked;
