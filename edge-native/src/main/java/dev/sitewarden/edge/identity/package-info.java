/**
 * Who this process is at the hub and how it proves that: a device with a key or a certificate, a
 * device that is told its hub by the provisioning service, a module under IoT Edge.
 *
 * <p>In come files and IoT Edge's environment; out go tokens and TLS contexts, made anew for each
 * connection so that renewed files are taken without a restart. No thread of its own: callers wait.
 * No key and no token appears in a message.
 */
@NullMarked
package dev.sitewarden.edge.identity;

import org.jspecify.annotations.NullMarked;
