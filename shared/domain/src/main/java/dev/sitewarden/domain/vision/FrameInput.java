package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.geometry.Letterbox;
import java.nio.ByteBuffer;

/**
 * A frame's picture as one model eats it; borrowed with the frame.
 *
 * @param letterbox size of the picture and of the model's input, px
 * @param pixels {@code byte[3][inputHeight][inputWidth]}, R then G then B, 0..255, padded with
 *     {@link Letterbox#PADDING}; direct
 */
public record FrameInput(Letterbox letterbox, ByteBuffer pixels) {}
