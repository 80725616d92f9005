/** The hub with real clients: Microsoft's, Eclipse Paho's and Vert.x's, and a real HTTP cloud. */
@NullMarked
package dev.sitewarden.hub;

import org.jspecify.annotations.NullMarked;
