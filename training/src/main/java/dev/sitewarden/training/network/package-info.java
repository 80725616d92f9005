/**
 * The detector itself: its shape, written once for training and export, what its grid should say
 * about a picture, and how far off it is. Deep Java Library's types end here and in {@code
 * learning}.
 */
@NullMarked
package dev.sitewarden.training.network;

import org.jspecify.annotations.NullMarked;
