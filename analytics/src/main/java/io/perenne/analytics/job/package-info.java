// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * Every job on a home, as a terminal, a server or a script starts it: a {@link
 * io.perenne.analytics.job.Job} says what to do, a {@link io.perenne.analytics.job.JobContext}
 * where and with what, {@link io.perenne.analytics.job.Jobs} runs it.
 */
@NullMarked
package io.perenne.analytics.job;

import org.jspecify.annotations.NullMarked;
