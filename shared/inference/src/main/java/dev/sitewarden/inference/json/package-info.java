/**
 * Small JSON documents of model packages: bytes in, values out, every complaint names its field.
 * Pure; any thread.
 */
@NullMarked
package dev.sitewarden.inference.json;

import org.jspecify.annotations.NullMarked;
