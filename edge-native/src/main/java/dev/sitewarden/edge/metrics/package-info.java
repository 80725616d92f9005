/**
 * Numbers about the device for Prometheus and people: what each is called, and how it is written.
 *
 * <p>In come suppliers of numbers that stages keep anyway; out goes the text exposition format,
 * version 0.0.4. Read on whatever thread asks; nothing is collected in between.
 */
@NullMarked
package dev.sitewarden.edge.metrics;

import org.jspecify.annotations.NullMarked;
