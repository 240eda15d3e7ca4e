// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * The rows of each customer brought together outside of the engine: written down in parts by the
 * hash of their customer while they are read, then grouped part by part, in bounded memory however
 * many rows there are and however unevenly customers share them.
 */
@NullMarked
package io.perenne.analytics.tickets;

import org.jspecify.annotations.NullMarked;
