package dev.sitewarden.training.learning;

import dev.sitewarden.training.network.Targets;
import java.nio.ByteBuffer;

/**
 * One step's input and truth.
 *
 * @param pixels {@code byte[batch][3][size][size]}, RGB
 */
record Batch(ByteBuffer pixels, Targets targets) {}
