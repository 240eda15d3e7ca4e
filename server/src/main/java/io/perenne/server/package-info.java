// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * The web application: pages, an API and a schedule over the runs of one home.
 *
 * <p>{@code storage} keeps what is not a run, {@code account} says who may do what, {@code ui}
 * makes pages, and {@code http} speaks to browsers and programs.
 */
@NullMarked
package io.perenne.server;

import org.jspecify.annotations.NullMarked;
