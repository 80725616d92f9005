/**
 * What a build of the native executable must be told about the libraries: class path in, {@code
 * reachability-metadata.json} out. It runs at build time and is no part of the edge.
 */
@NullMarked
package dev.sitewarden.edge.reachability;

import org.jspecify.annotations.NullMarked;
