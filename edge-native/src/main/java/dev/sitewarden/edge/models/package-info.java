/**
 * Models come to the device and prove themselves.
 *
 * <p>In come orders from the twin and, from the detection thread, what became of each frame; out go
 * a {@link dev.sitewarden.edge.models.ServingModel}, which that thread asks for the model of the
 * next frame, and what became of each order. {@link dev.sitewarden.edge.models.ModelKeeper} owns
 * the thread that downloads, verifies, loads and judges; docs/decisions/0012 says how. Commands
 * make, sign and check packages on the calling thread.
 */
@NullMarked
package dev.sitewarden.edge.models;

import org.jspecify.annotations.NullMarked;
