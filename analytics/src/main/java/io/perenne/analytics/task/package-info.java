// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** What a job has at hand while it runs: resources, progress, cancellation. */
@NullMarked
package io.perenne.analytics.task;

import org.jspecify.annotations.NullMarked;
