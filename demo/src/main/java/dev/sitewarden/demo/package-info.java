/**
 * The whole loop on one machine, started and used as a person would.
 *
 * <p>Hub, cloud and edge run as processes of their own, through the launcher; nothing here links
 * against them. A site engineer is played through the REST API that the page uses. Everything runs
 * on the caller's thread but one reader thread per process.
 */
@NullMarked
package dev.sitewarden.demo;

import org.jspecify.annotations.NullMarked;
