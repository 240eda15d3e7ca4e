// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** How a server and its runs are, in numbers that Prometheus reads. */
@NullMarked
package io.perenne.server.metrics;

import org.jspecify.annotations.NullMarked;
