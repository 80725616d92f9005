/**
 * The page in a real browser, on the running cloud: what a site engineer does with his phone.
 *
 * <p>{@code SiteCamera} sends what a device sends, {@code Phone} is what a person holds. One thread
 * each; pictures of every screen go to {@code target/screenshots}.
 */
@NullMarked
package dev.sitewarden.cloud.page;

import org.jspecify.annotations.NullMarked;
