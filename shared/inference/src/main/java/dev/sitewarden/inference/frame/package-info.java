/**
 * From files and streams to frames: the one reader that edge, training and evaluation share, so
 * that what is trained is what is served.
 *
 * <p>In come a video (file or URL), a folder of pictures or one picture; out come {@code Frame}s
 * with the picture at source size and letterboxed at the model's input size, both from a small pool
 * of buffers, and, where asked for, the encoded packets before they are decoded. A source belongs
 * to the thread that calls {@code next()}; its frames may be closed on any thread.
 *
 * <p>FFmpeg's types end here.
 */
@NullMarked
package dev.sitewarden.inference.frame;

import org.jspecify.annotations.NullMarked;
