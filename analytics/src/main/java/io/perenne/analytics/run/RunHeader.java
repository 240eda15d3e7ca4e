// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What is known of a run before it starts.
 *
 * @param runId the time it started, and four digits that tell apart two of the same second
 * @param startedAt when it started
 * @param referenceDate the last day included
 * @param partialDay whether that day was not over when it started
 */
record RunHeader(String runId, Instant startedAt, LocalDate referenceDate, boolean partialDay) {}
