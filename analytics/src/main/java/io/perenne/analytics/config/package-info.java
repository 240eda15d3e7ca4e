// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * What the user decides about a run: one immutable {@link RunConfiguration}, read from YAML and
 * {@code KEY=VALUE} overrides, with every unknown key and invalid value refused.
 */
@NullMarked
package io.perenne.analytics.config;

import org.jspecify.annotations.NullMarked;
