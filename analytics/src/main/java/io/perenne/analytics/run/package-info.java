// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * The main job from request to published run, and the runs kept in a home.
 *
 * <p>{@link io.perenne.analytics.run.RunJob} does the stages in order; a run is an immutable folder
 * that {@link io.perenne.analytics.home.RunStore} finds again.
 */
@NullMarked
package io.perenne.analytics.run;

import org.jspecify.annotations.NullMarked;
